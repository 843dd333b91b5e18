import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { HeldGroups } from "@/app/_ui/desk/held-groups";
import { RunsTable } from "@/app/_ui/desk/runs-table";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { formatInstant } from "@/lib/kernel/format";
import { type ConnectorLine, readDesk } from "@/lib/studio/refresh/read-desk";
import { readHeld } from "@/lib/studio/refresh/read-held";
import { decideAboutHeld, steerConnector } from "../../actions";

export const metadata: Metadata = { title: "Source" };

function Steering({ line }: { line: ConnectorLine }) {
  return (
    <div className={styles.forms}>
      <ActionForm action={steerConnector} label="Run now">
        <input type="hidden" name="connector" value={line.slug} />
        <ActionButton name="what" value="run" primary={line.on}>
          Run now
        </ActionButton>
      </ActionForm>
      {line.switchable ? (
        <ActionForm action={steerConnector} label="Turn on or off">
          <input type="hidden" name="connector" value={line.slug} />
          <ActionButton name="what" value={line.turnedOn ? "turn-off" : "turn-on"}>
            {line.turnedOn ? "Turn off" : "Turn on"}
          </ActionButton>
        </ActionForm>
      ) : null}
      {line.paused ? (
        <ActionForm action={steerConnector} label="Resume">
          <input type="hidden" name="connector" value={line.slug} />
          <ActionButton name="what" value="resume">
            Resume
          </ActionButton>
        </ActionForm>
      ) : (
        <ActionForm action={steerConnector} label="Pause">
          <input type="hidden" name="connector" value={line.slug} />
          <label className={styles.field}>
            <span>Reason to pause</span>
            <input name="reason" required minLength={3} maxLength={300} size={28} />
          </label>
          <ActionButton name="what" value="pause">
            Pause
          </ActionButton>
        </ActionForm>
      )}
    </div>
  );
}

const troubleWords = ({ trouble, troubleKind }: ConnectorLine): string | null =>
  trouble && troubleKind ? `${troubleKind.charAt(0).toUpperCase()}${troubleKind.slice(1)}: ${trouble}` : trouble;

function factsOf(line: ConnectorLine): [string, string][] {
  return [
    ["Datasets", line.datasets.join(", ")],
    ["Schedule", `${line.cron}, ${line.timeZone}`],
    ["Stands", line.on ? "on" : `off: ${line.because ?? ""}`],
    ["Next", line.next ? formatInstant(line.next) : "not planned"],
    ["Role", line.role === "primary" ? "primary" : "cross-check, feeds no index"],
    ["Licence", line.licence],
    ["Attribution", line.attribution],
  ];
}

export default async function ConnectorPage({ params }: PageProps<"/studio/refresh/[connector]">) {
  await connection();
  const { connector } = await params;
  const viewer = await requireViewer();
  const desk = await orForbidden(readDesk(viewer));
  if ("forbidden" in desk)
    return (
      <Message title="For analysts" inside>
        <p>{desk.forbidden}</p>
      </Message>
    );
  const line = desk.lines.find((one) => one.slug === connector);
  if (!line) notFound();
  const { items, more } = await readHeld(viewer, { connector });
  return (
    <>
      <PageHeader
        title={line.title}
        subtitle={troubleWords(line) ?? "Its runs, and what the gate held of it"}
        asOf={null}
      />
      <dl className={styles.facts}>
        {factsOf(line).map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <Steering line={line} />
      <section className={styles.section} aria-labelledby="held">
        <h2 id="held">Held</h2>
        <HeldGroups items={items} more={more} decide={decideAboutHeld} />
      </section>
      <section className={styles.section} aria-labelledby="runs">
        <h2 id="runs">Runs</h2>
        <RunsTable runs={line.runs} caption={`Runs of ${line.title}`} />
      </section>
    </>
  );
}
