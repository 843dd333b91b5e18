import Link from "next/link";
import { Sparkline } from "@/app/_ui/chart/sparkline";
import { formatInstant } from "@/lib/kernel/format";
import type { HeldItem } from "@/lib/studio/refresh/read-held";
import { ActionButton, ActionForm, type Said } from "./action-form";
import styles from "./desk.module.css";
import { StateWord } from "./state-word";

const RULES: Record<string, string> = {
  "unit-switch": "A change of unit",
  contributors: "Contributors are missing",
  sentinel: "A value that stands for none",
  future: "A date that has not come",
  backfill: "A history without an archived copy",
  implausible: "Outside of what is plausible",
  move: "A large move",
  "single-driver": "One contributor behind a market's move",
  below: "Spot at or above the same offer on demand",
  contradiction: "The source contradicts itself",
  "not-primary": "Not the meter that is charged",
  ambiguous: "It is left open what is meant",
  "far-from-neighbours": "A derived quarter far from its neighbours",
  "order-of-magnitude": "Another order of magnitude",
  "sign-flip": "A sign that it never had",
  "year-sum": "Quarters that miss their year",
  "rests-on-held": "Derived from something that is held",
  policy: "Published by an analyst only",
  "index-alarm": "The index waits for two persons",
  erratum: "Errata of the index, for two persons",
};

/** What an index says against its own alarm, or of a day long past, goes out once two persons agree. */
const FOR_TWO = new Set(["index-alarm", "erratum"]);

type Group = { key: string; rule: string; run: number; items: HeldItem[] };

function groupsOf(items: readonly HeldItem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const key = `${item.run} ${item.rule}`;
    const group = groups.get(key) ?? { key, rule: item.rule, run: item.run, items: [] };
    groups.set(key, group);
    group.items.push(item);
  }
  return [...groups.values()];
}

/** As it was given, without the noise of binary fractions. */
const shown = (value: number | null): string => (value === null ? "n/a" : String(Number(value.toPrecision(12))));

function change({ value, standing }: HeldItem): string {
  if (value === null || standing === null || standing === 0) return "";
  const percent = (value / standing - 1) * 100;
  return `${percent >= 0 ? "+" : "−"}${Math.abs(percent).toFixed(1)} %`;
}

function HeldRow({ item, choose }: { item: HeldItem; choose: boolean }) {
  return (
    <tr>
      <th scope="row" className={styles.series}>
        {choose ? (
          <label className={styles.choose}>
            <input type="checkbox" name="id" value={item.id} defaultChecked />
            <span>
              {item.title} <code className={styles.code}>{item.series}</code>
            </span>
          </label>
        ) : (
          item.title
        )}
      </th>
      <td>{item.period}</td>
      <td className={styles.number}>{shown(item.standing)}</td>
      <td className={styles.number}>{shown(item.value)}</td>
      <td className={styles.number}>{change(item)}</td>
      <td>
        <Sparkline values={[...item.tail, item.value]} />
      </td>
      <td className={styles.words}>
        {item.reason}
        {item.state === "held"
          ? item.agreed.map(({ name, why }) => (
              <span key={name} className={styles.below}>
                {name} agrees: {why}
              </span>
            ))
          : null}
        {item.decision ? (
          <span className={styles.muted}>
            {" "}
            <StateWord state={item.state} /> by {item.decidedBy}, {item.decidedAt ? formatInstant(item.decidedAt) : ""}:{" "}
            {item.decision}
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function HeldTable({ items, choose, caption }: { items: readonly HeldItem[]; choose: boolean; caption: string }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col">Period</th>
            <th scope="col" className={styles.number}>
              Stands
            </th>
            <th scope="col" className={styles.number}>
              Held
            </th>
            <th scope="col" className={styles.number}>
              Change
            </th>
            <th scope="col">Before, and held</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <HeldRow key={item.id} item={item} choose={choose} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Held values by what held them, to be accepted, corrected or rejected with a reason; then those that were decided. */
export function HeldGroups(props: {
  items: readonly HeldItem[];
  more: number;
  decide: (before: Said, form: FormData) => Promise<Said>;
}) {
  const { items, more, decide } = props;
  const open = items.filter((item) => item.state === "held");
  const decided = items.filter((item) => item.state !== "held");
  return (
    <>
      {open.length === 0 ? <p className={styles.muted}>Nothing waits for a decision.</p> : null}
      {groupsOf(open).map((group) => (
        <ActionForm key={group.key} action={decide} className={styles.group} label={RULES[group.rule] ?? group.rule}>
          <h3>
            {RULES[group.rule] ?? group.rule}: {group.items.length} {group.items.length === 1 ? "value" : "values"} of{" "}
            <Link href={`/studio/refresh/runs/${group.run}`}>run {group.run}</Link>
          </h3>
          <HeldTable items={group.items} choose caption={`Held: ${RULES[group.rule] ?? group.rule}`} />
          <div className={styles.forms}>
            <label className={styles.field}>
              <span>Reason</span>
              <input name="reason" required minLength={3} maxLength={500} size={36} />
            </label>
            <ActionButton name="what" value="accept" primary>
              {FOR_TWO.has(group.rule) ? "Agree" : "Accept and publish"}
            </ActionButton>
            <ActionButton name="what" value="reject">
              Reject
            </ActionButton>
            {FOR_TWO.has(group.rule) ? null : (
              <>
                <label className={styles.field}>
                  <span>Right value, for one</span>
                  <input name="value" inputMode="decimal" size={10} />
                </label>
                <ActionButton name="what" value="correct">
                  Correct and publish
                </ActionButton>
              </>
            )}
          </div>
        </ActionForm>
      ))}
      {more > 0 ? <p className={styles.muted}>{more} further values are not shown; decide about these first.</p> : null}
      {decided.length > 0 ? (
        <details>
          <summary>Decided before: {decided.length}</summary>
          <HeldTable items={decided} choose={false} caption="Decided before" />
        </details>
      ) : null}
    </>
  );
}
