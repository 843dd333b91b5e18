import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import styles from "@/app/_ui/calendar/calendar.module.css";
import { DatasetField } from "@/app/_ui/calendar/dataset-field";
import { DueFields } from "@/app/_ui/calendar/due-fields";
import { EntriesTable } from "@/app/_ui/calendar/entries-table";
import { IcsLink } from "@/app/_ui/calendar/ics-link";
import { PlannedEntries } from "@/app/_ui/calendar/planned-entries";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import desk from "@/app/_ui/desk/desk.module.css";
import { answerWith } from "@/app/_data/answer-status";
import { holds } from "@/lib/access/entitlement";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { worksOn } from "@/lib/access/entitlement";
import { datasets } from "@/lib/datasets/registry";
import { EntryKind, entryKindWord } from "@/lib/studio/calendar/entry";
import { readCalendar } from "@/lib/studio/calendar/read-calendar";
import { changeInCalendar, closeEditionOf, planInCalendar } from "./actions";

export const metadata: Metadata = { title: "Calendar" };

const plural = (count: number): string => `${count} ${count === 1 ? "entry is" : "entries are"} announced to readers`;

export default async function StudioCalendarPage() {
  await connection();
  const viewer = await requireViewer();
  if (!holds(viewer, "analyst")) {
    answerWith(403);
    return (
      <Message title="For analysts" inside>
        <p>Here analysts announce what readers can expect. It needs the role analyst.</p>
      </Message>
    );
  }
  const open = datasets().filter((one) => worksOn(viewer, one.slug));
  const mine = new Set(open.map((one) => one.slug));
  const { coming, past } = await readCalendar();
  const own = coming.filter((one) => mine.has(one.dataset));
  const zone = own.at(-1)?.zone ?? "UTC";
  return (
    <>
      <PageHeader
        title={plural(own.filter((one) => !one.cancelled).length)}
        subtitle="Release calendar; drafts are not announced unless you plan an entry for them"
        asOf={null}
      >
        <p className={styles.links}>
          <Link href="/calendar">As readers see it</Link>
          <IcsLink />
        </p>
      </PageHeader>
      <section className={desk.section} aria-labelledby="plan">
        <h2 id="plan">Announce</h2>
        <ActionForm action={planInCalendar} label="Announce">
          <DatasetField datasets={open} />
          <label className={`${desk.field} ${styles.zone}`}>
            <span>Kind</span>
            <select name="kind">
              {EntryKind.options.map((kind) => (
                <option key={kind} value={kind}>
                  {entryKindWord[kind]}
                </option>
              ))}
            </select>
          </label>
          <label className={`${desk.field} ${styles.wide}`}>
            <span>What comes</span>
            <input name="title" required minLength={3} maxLength={200} />
          </label>
          <DueFields zone={zone} />
          <label className={`${desk.field} ${styles.wide}`}>
            <span>Note to readers</span>
            <input name="note" maxLength={1000} />
          </label>
          <ActionButton primary>Announce</ActionButton>
        </ActionForm>
      </section>
      <section className={desk.section} aria-labelledby="announced">
        <h2 id="announced">Announced</h2>
        {own.length > 0 ? (
          <div>
            <PlannedEntries entries={own} act={changeInCalendar} />
          </div>
        ) : (
          <p className={desk.muted}>Nothing is announced at present.</p>
        )}
      </section>
      <section className={desk.section} aria-labelledby="close">
        <h2 id="close">Close an edition</h2>
        <p className={desk.said}>
          Freezes what stands published now, under a number, with a report. It is never changed.
        </p>
        <ActionForm action={closeEditionOf} label="Close an edition">
          <DatasetField datasets={open} />
          <label className={`${desk.field} ${styles.wide}`}>
            <span>Note to readers</span>
            <input name="note" required minLength={3} maxLength={1000} />
          </label>
          <ActionButton>Close an edition</ActionButton>
        </ActionForm>
      </section>
      {past.length > 0 ? (
        <section className={desk.section} aria-labelledby="past">
          <h2 id="past">Past</h2>
          <EntriesTable
            label="Past"
            entries={past.filter((one) => mine.has(one.dataset))}
            outcome={(one) => one.outcome}
          />
        </section>
      ) : null}
    </>
  );
}
