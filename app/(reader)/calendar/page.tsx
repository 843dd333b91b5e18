import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import styles from "@/app/_ui/calendar/calendar.module.css";
import { EntriesTable } from "@/app/_ui/calendar/entries-table";
import { IcsLink } from "@/app/_ui/calendar/ics-link";
import { RefreshesTable } from "@/app/_ui/calendar/refreshes-table";
import { Controls, type Field } from "@/app/_ui/controls/controls";
import desk from "@/app/_ui/desk/desk.module.css";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { asOfHref } from "@/app/_ui/shell/as-of-href";
import { datasetOf, datasets, findDataset } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { type Calendar, readCalendar } from "@/lib/studio/calendar/read-calendar";
import { dueText } from "@/lib/studio/calendar/entry";

export async function generateMetadata(): Promise<Metadata> {
  const url = `${env().HALFPITCH_URL}/feeds/calendar.ics`;
  return {
    title: "Release calendar",
    alternates: { types: { "text/calendar": [{ url, title: "Release calendar" }] } },
  };
}

const View = z.object({
  dataset: z
    .string()
    .refine((slug) => slug === "all" || findDataset(slug))
    .default("all"),
});

function fields(dataset: string): Field[] {
  const options = [{ value: "all", label: "All datasets" }].concat(
    datasets().map(({ slug, title }) => ({ value: slug, label: title })),
  );
  return [{ kind: "select", name: "dataset", label: "Dataset", value: dataset, defaultValue: "all", options }];
}

function titleOf({ coming }: Calendar, asOf: string | null): string {
  const next = coming.find((one) => !one.cancelled);
  return next
    ? `Next: ${datasetOf(next.dataset).title}, ${next.title}, ${dueText(next)}`
    : `No release ${asOf ? "was announced then" : "is announced at present"}`;
}

export default async function CalendarPage({ searchParams }: PageProps<"/calendar">) {
  const { view, asOf, dropped } = parseView(View, await searchParams);
  await pageReader(asOf);
  const dataset = view.dataset === "all" ? undefined : view.dataset;
  const calendar = await readCalendar({ dataset, asOf });
  const { coming, past, refreshes } = calendar;
  return (
    <>
      <PageHeader title={titleOf(calendar, asOf)} subtitle="Release calendar" asOf={asOf}>
        <p className={styles.links}>
          <IcsLink dataset={dataset} />
          <Link href={asOfHref("/feeds", asOf)}>Feeds</Link>
          <Link href={asOfHref("/status", asOf)}>Freshness</Link>
        </p>
      </PageHeader>
      <DroppedNotice dropped={dropped} />
      <Controls fields={fields(view.dataset)} path="/calendar" keep={{ asOf }} />
      <section className={desk.section} aria-labelledby="coming">
        <h2 id="coming">Announced</h2>
        {coming.length > 0 ? (
          <EntriesTable label="Announced" entries={coming} />
        ) : (
          <p className={desk.muted}>{asOf ? "Nothing was announced then." : "Nothing is announced at present."}</p>
        )}
      </section>
      {refreshes.length > 0 ? (
        <section className={desk.section} aria-labelledby="refreshes">
          <h2 id="refreshes">Sources that are asked by schedule</h2>
          <RefreshesTable refreshes={refreshes} />
        </section>
      ) : null}
      {past.length > 0 ? (
        <section className={desk.section} aria-labelledby="past">
          <h2 id="past">Past</h2>
          <EntriesTable label="Past" entries={past} outcome={(one) => one.outcome} />
        </section>
      ) : null}
    </>
  );
}
