import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { Check, DatasetDefinition, Dimension, Gate } from "@/lib/datasets/define";
import { entityKind } from "@/lib/entities/kinds";
import { Facts } from "./facts";
import { ListTable } from "./list-table";

const percent = (share: number): string => `${(share * 100).toLocaleString("en-US")} %`;

function valuesOf(dimension: Dimension): string {
  if ("entity" in dimension) return entityKind(dimension.entity).plural.toLowerCase();
  const labels = Object.values(dimension.codes);
  const some = labels.slice(0, 8).join(", ");
  return `${some}${labels.length > 8 ? ` and ${labels.length - 8} more` : ""}${dimension.open ? "; open to others" : ""}`;
}

const checkWords = (check: Check): string =>
  check.rule === "parts"
    ? `${check.measure} over ${check.over} adds up to ${check.total} within ${check.tolerance}${check.onlyAbove ? "; less is allowed" : ""}`
    : "an actual is not about a period that had not begun";

function gateWords(gate: Gate): string[] {
  const { move, unitSwitch, contributors, singleDriver, sentinels, bounds } = gate;
  return [
    move ? `a move of more than ${percent(move.most)} within ${move.withinDays} days is held` : "",
    unitSwitch ? `a change of most values by ${unitSwitch.factors.join(" or ")} is held as a change of unit` : "",
    contributors ? `fewer than ${percent(contributors.leastShare)} of the usual ${contributors.over}s are held` : "",
    singleDriver ? `a ${singleDriver.over} behind more than ${percent(singleDriver.mostShare)} of a move is held` : "",
    sentinels.length > 0 ? `${sentinels.join(", ")} means unknown` : "",
    bounds.length > 0 ? `${bounds.length} ranges of what is plausible` : "",
  ].filter(Boolean);
}

const boundsOf = ({ min, max }: { min?: number | undefined; max?: number | undefined }): string =>
  min === undefined && max === undefined ? "" : `${min ?? "…"} to ${max ?? "…"}`;

/** What a dataset's definition says: it is changed with the code, never here. */
export function DefinitionSection({ dataset }: { dataset: DatasetDefinition }) {
  const gate = gateWords(dataset.gate);
  return (
    <>
      <Facts
        facts={[
          ["Key", dataset.slug],
          ["Series code", dataset.code],
          [
            "Methodology",
            <Link key="method" href={`/data/${dataset.slug}#methodology`}>
              version {dataset.methodologyVersion}
            </Link>,
          ],
          ["Old after", `${dataset.staleAfterDays} days`],
          ["Licence", dataset.licence],
        ]}
      />
      <ListTable id="dimensions" title="Dimensions" columns={["Dimension", "Label", "Values"]} empty="None.">
        {Object.entries(dataset.dimensions).map(([key, dimension]) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td>{dimension.label}</td>
            <td className={styles.words}>{valuesOf(dimension)}</td>
          </tr>
        ))}
      </ListTable>
      <ListTable
        id="measures"
        title="Measures"
        columns={["Measure", "Label", "Unit", "Frequency", "Nature", "Combined by", "Bounds"]}
        empty="None."
      >
        {Object.entries(dataset.measures).map(([key, measure]) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td>{measure.label}</td>
            <td>{measure.unit}</td>
            <td>{measure.frequency}</td>
            <td>{measure.nature}</td>
            <td>{measure.aggregate}</td>
            <td>{boundsOf(measure)}</td>
          </tr>
        ))}
      </ListTable>
      <section className={styles.section} aria-labelledby="checks">
        <h2 id="checks">Checks and gate</h2>
        <ul className={styles.plainList}>
          {dataset.checks.map((check) => (
            <li key={JSON.stringify(check)}>Refused unless {checkWords(check)}.</li>
          ))}
          {gate.map((words) => (
            <li key={words}>From a connector, {words}.</li>
          ))}
          {dataset.checks.length + gate.length === 0 ? <li>None beyond the bounds of its measures.</li> : null}
        </ul>
      </section>
    </>
  );
}
