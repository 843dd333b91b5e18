import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { HeldGroups } from "@/app/_ui/desk/held-groups";
import { megabytes, RunsTable } from "@/app/_ui/desk/runs-table";
import { Message } from "@/app/_ui/message";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { readHeld } from "@/lib/studio/refresh/read-held";
import { readRun, type RunDetail } from "@/lib/studio/refresh/read-run";
import { decideAboutHeld, steerConnector } from "../../../actions";

export const metadata: Metadata = { title: "Run" };

const Id = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);

function titleOf(run: RunDetail): string {
  const name = `Run ${run.id} of ${run.title}`;
  if (run.state === "running") return `${name} is under way`;
  if (run.error) return `${name}: ${run.error}`;
  return `${name}: ${run.appended.toLocaleString("en-US")} values published, ${run.held.toLocaleString("en-US")} held, ${run.rejected.toLocaleString("en-US")} rejected`;
}

function Reasons({ title, reasons }: { title: string; reasons: RunDetail["findings"]["rejected"] }) {
  const rows = Object.entries(reasons).toSorted((a, b) => b[1].count - a[1].count);
  if (rows.length === 0) return null;
  const sampled = rows.some(([, { samples }]) => samples.length > 0);
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col" className={styles.number}>
                Records
              </th>
              {sampled ? <th scope="col">First of them</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map(([reason, { count, samples }]) => (
              <tr key={reason}>
                <th scope="row" className={styles.words}>
                  {reason}
                </th>
                <td className={styles.number}>{count.toLocaleString("en-US")}</td>
                {sampled ? (
                  <td className={styles.words}>
                    {samples.slice(0, 2).map((sample) => (
                      <code key={sample}>{sample.slice(0, 240)} </code>
                    ))}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Payloads({ run }: { run: RunDetail }) {
  if (run.payloads.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="payloads">
      <h2 id="payloads">Payloads</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="payloads">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={styles.number}>
                Bytes
              </th>
              <th scope="col" className={styles.number}>
                Kept
              </th>
              <th scope="col">New</th>
              <th scope="col">SHA-256</th>
              <th scope="col">Asked</th>
            </tr>
          </thead>
          <tbody>
            {run.payloads.map((one) => (
              <tr key={one.place}>
                <th scope="row">{one.name}</th>
                <td className={styles.number}>{megabytes(one.bytes)}</td>
                <td className={styles.number}>{megabytes(one.keptBytes)}</td>
                <td>{one.fresh ? "yes" : "unchanged at the source"}</td>
                <td>
                  <code>{one.hash.slice(0, 16)}</code>
                </td>
                <td className={styles.address}>
                  <code>{one.url.slice(0, 200)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export default async function RunPage({ params }: PageProps<"/studio/refresh/runs/[run]">) {
  await connection();
  const id = Id.safeParse((await params).run);
  if (!id.success) notFound();
  const viewer = await requireViewer();
  const run = await orForbidden(orNotFound(readRun(viewer, id.data)));
  if ("forbidden" in run)
    return (
      <Message title="For analysts" inside>
        <p>{run.forbidden}</p>
      </Message>
    );
  const { items, more } = await readHeld(viewer, { run: run.id });
  const releases = run.releases.map((one) => `${one.dataset} release ${one.number}, ${one.appended} values`);
  return (
    <>
      <PageHeader
        title={titleOf(run)}
        subtitle={`Observed on ${run.day}${releases.length > 0 ? `; published as ${releases.join("; ")}` : ""}`}
        asOf={null}
      />
      <div className={styles.forms}>
        <Link href={`/studio/refresh/${run.connector}`}>All runs of {run.title}</Link>
        {run.payloads.length > 0 || run.replayOf ? (
          <ActionForm action={steerConnector} label="Replay">
            <input type="hidden" name="run" value={run.id} />
            <ActionButton name="what" value="replay">
              Read its payloads again
            </ActionButton>
          </ActionForm>
        ) : null}
      </div>
      <RunsTable runs={[run]} caption={`Run ${run.id}`} />
      {run.findings.stale.length > 0 ? (
        <Notice kind="warn" title="Stale source">
          {run.findings.stale.map((one) => (
            <p key={one.words}>{one.words}</p>
          ))}
          <p>Its values keep the date that the source gives them, or wait until somebody looks at them.</p>
        </Notice>
      ) : null}
      {items.length > 0 ? (
        <section className={styles.section} aria-labelledby="held">
          <h2 id="held">Held</h2>
          <HeldGroups items={items} more={more} decide={decideAboutHeld} />
        </section>
      ) : null}
      <Reasons title="Rejected" reasons={run.findings.rejected} />
      <Reasons title="Passed over, with the reason" reasons={run.findings.passed} />
      {run.findings.unknownFields.length > 0 ? (
        <p className={styles.said}>
          Fields that the source did not use to send: {run.findings.unknownFields.join(", ")}.
        </p>
      ) : null}
      <Payloads run={run} />
    </>
  );
}
