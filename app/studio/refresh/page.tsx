import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden, orWithheld } from "@/app/_data/or-forbidden";
import { Sparkline } from "@/app/_ui/chart/sparkline";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { deskTitle } from "@/app/_ui/desk/desk-title";
import { DeliveriesTable, undelivered } from "@/app/_ui/desk/deliveries-table";
import { DisagreementsTable } from "@/app/_ui/desk/disagreements-table";
import { ErratumForm } from "@/app/_ui/desk/erratum-form";
import { HeldGroups } from "@/app/_ui/desk/held-groups";
import { StateWord } from "@/app/_ui/desk/state-word";
import { Message } from "@/app/_ui/message";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { formatInstant } from "@/lib/kernel/format";
import { readDisagreements } from "@/lib/studio/refresh/read-disagreements";
import { type ConnectorLine, readDesk } from "@/lib/studio/refresh/read-desk";
import { erratumChoices } from "@/lib/studio/refresh/erratum-choices";
import { readHeld } from "@/lib/studio/refresh/read-held";
import { decideAboutHeld, proposeIndexErratum, steerConnector } from "../actions";

export const metadata: Metadata = { title: "Refresh" };

const startOf = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Stands also where a source is off: the answer says why nothing is fetched. */
function RunNow({ line }: { line: ConnectorLine }) {
  return (
    <ActionForm action={steerConnector} className={styles.inRow} label={`Run ${line.title} now`}>
      <input type="hidden" name="connector" value={line.slug} />
      <ActionButton name="what" value="run">
        Run now
      </ActionButton>
    </ActionForm>
  );
}

function ConnectorRow({ line }: { line: ConnectorLine }) {
  const last = line.runs[0];
  const accepted = line.runs.map((run) => (run.state === "failed" ? null : run.accepted)).toReversed();
  return (
    <tr>
      <th scope="row">
        <Link href={`/studio/refresh/${line.slug}`}>{line.title}</Link>
        {line.role === "cross-check" ? <span className={styles.muted}> cross-check</span> : null}
      </th>
      <td>{line.datasets.join(", ")}</td>
      <td>{line.on ? "on" : <span className={styles.muted}>{line.paused ? "paused" : "off"}</span>}</td>
      <td>
        {last ? <StateWord state={last.state} /> : <span className={styles.muted}>never run</span>}
        {last ? <span className={styles.below}>{formatInstant(last.startedAt)}</span> : null}
        {last && line.lastWell !== last.startedAt ? (
          <span className={styles.below}>well last {line.lastWell ? formatInstant(line.lastWell) : "never"}</span>
        ) : null}
      </td>
      <td>{line.next ? formatInstant(line.next) : ""}</td>
      <td className={styles.number}>{last ? last.accepted.toLocaleString("en-US") : ""}</td>
      <td>
        <Sparkline values={accepted} />
      </td>
      <td className={styles.number}>{line.heldOpen || ""}</td>
      <td>
        <RunNow line={line} />
      </td>
      <td className={styles.words}>
        {line.on && line.trouble && line.troubleKind ? <b>{startOf(line.troubleKind)}: </b> : null}
        {(line.on ? (line.trouble ?? last?.error) : line.because) ?? ""}
      </td>
    </tr>
  );
}

export default async function RefreshPage() {
  await connection();
  const viewer = await requireViewer();
  const desk = await orForbidden(readDesk(viewer));
  if ("forbidden" in desk)
    return (
      <Message title="For analysts" inside>
        <p>{desk.forbidden}</p>
      </Message>
    );
  const [{ items, more }, prices] = await Promise.all([
    readHeld(viewer, { open: true }),
    orWithheld(readDisagreements(viewer)),
  ]);
  const late = undelivered(desk.deliveries);
  return (
    <>
      <PageHeader title={deskTitle(desk)} subtitle="Public sources, their runs, and what the gate holds" asOf={null} />
      {desk.contact ? null : (
        <Notice kind="warn" title="Nothing is fetched">
          Set HALFPITCH_CONTACT to an address by which sources can reach you, and start again.
        </Notice>
      )}
      <section className={styles.section} aria-labelledby="held">
        <h2 id="held">Held for a decision</h2>
        <HeldGroups items={items} more={more} decide={decideAboutHeld} />
      </section>
      <section className={styles.section} aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="sources">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Datasets</th>
                <th scope="col">Schedule</th>
                <th scope="col">Last run</th>
                <th scope="col">Next</th>
                <th scope="col" className={styles.number}>
                  Accepted
                </th>
                <th scope="col">Over its runs</th>
                <th scope="col" className={styles.number}>
                  Held
                </th>
                <th scope="col">
                  <span className="sr-only">Run</span>
                </th>
                <th scope="col">Remark</th>
              </tr>
            </thead>
            <tbody>
              {desk.lines.map((line) => (
                <ConnectorRow key={line.slug} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {prices === null ? null : (
        <section className={styles.section} aria-labelledby="disagreements">
          <h2 id="disagreements">Cross-checks that disagree</h2>
          <DisagreementsTable lines={prices} label="Cross-checks that disagree" />
        </section>
      )}
      <section className={styles.section} aria-labelledby="errata">
        <h2 id="errata">Errata of the price index</h2>
        <details>
          <summary>Propose an erratum</summary>
          <ErratumForm action={proposeIndexErratum} choices={erratumChoices()} />
        </details>
      </section>
      {late.length > 0 ? (
        <section className={styles.section} aria-labelledby="deliveries">
          <h2 id="deliveries">What was published and has not arrived</h2>
          <DeliveriesTable lines={late} label="What was published and has not arrived" />
        </section>
      ) : null}
      {desk.givenUp.length > 0 ? (
        <section className={styles.section} aria-labelledby="given-up">
          <h2 id="given-up">Given up by the queue</h2>
          <ul className={styles.said}>
            {desk.givenUp.map((one) => (
              <li key={`${one.task} ${one.key} ${one.since}`}>
                {one.task} {one.key ?? ""}: after {one.attempts} attempts, {formatInstant(one.since)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
