import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { pageRecord } from "@/app/_data/record";
import { parseView } from "@/app/_data/view-state";
import { Controls, type Field } from "@/app/_ui/controls/controls";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { FeedLinks } from "@/app/_ui/record/feed-links";
import { RecordEntries } from "@/app/_ui/record/record-entries";
import styles from "@/app/_ui/record/record.module.css";
import { datasets, findDataset } from "@/lib/datasets/registry";
import { env } from "@/lib/env";
import { formatDay } from "@/lib/kernel/format";
import type { RecordEntry } from "@/lib/store/rows";
import { FeedKind, feeds } from "@/lib/studio/feeds/feed-words";

const PAGE = 30;
const View = z.object({
  dataset: z
    .string()
    .refine((slug) => slug === "all" || findDataset(slug))
    .default("all"),
  after: z
    .string()
    .regex(/^(release|method)-\d{1,12}$/)
    .nullable()
    .default(null),
});

const kindOf = (feed: string): FeedKind => {
  const kind = FeedKind.safeParse(feed);
  return kind.success ? kind.data : notFound();
};

export async function generateMetadata({ params }: PageProps<"/feeds/[feed]">): Promise<Metadata> {
  const kind = kindOf((await params).feed);
  const at = (format: string) => [{ url: `${env().HALFPITCH_URL}/feeds/${kind}/${format}`, title: feeds[kind].title }];
  const types = {
    "application/rss+xml": at("rss"),
    "application/atom+xml": at("atom"),
    "application/feed+json": at("json"),
  };
  return { title: feeds[kind].title, alternates: { types } };
}

function fields(dataset: string): Field[] {
  const options = datasets().map(({ slug, title }) => ({ value: slug, label: title }));
  const all = { value: "all", label: "All datasets" };
  return [
    {
      kind: "select",
      name: "dataset",
      label: "Dataset",
      value: dataset,
      defaultValue: "all",
      options: [all, ...options],
    },
  ];
}

function titleOf(kind: FeedKind, entries: readonly RecordEntry[], later: boolean): string {
  const newest = entries[0];
  if (!newest) return `${feeds[kind].title}: none so far`;
  return later
    ? `${feeds[kind].title} up to ${formatDay(newest.at)}`
    : `${feeds[kind].title}: the newest is of ${formatDay(newest.at)}`;
}

export default async function FeedPage({ params, searchParams }: PageProps<"/feeds/[feed]">) {
  const kind = kindOf((await params).feed);
  const { view, asOf, dropped, href } = parseView(View, await searchParams);
  const dataset = view.dataset === "all" ? null : view.dataset;
  const ask = { kind, dataset: dataset ?? undefined, after: view.after ?? undefined, limit: PAGE };
  const { entries, next, signedIn } = await pageRecord(ask, asOf);
  return (
    <>
      <PageHeader
        title={titleOf(kind, entries, view.after !== null)}
        subtitle={feeds[kind].about.replace(/\.$/, "")}
        asOf={asOf}
      >
        <p className={styles.links}>
          {FeedKind.options
            .filter((one) => one !== kind)
            .map((one) => (
              <Link key={one} href={href(`/feeds/${one}`, { after: null })}>
                {feeds[one].title}
              </Link>
            ))}
        </p>
        <FeedLinks feed={kind} dataset={dataset} />
      </PageHeader>
      <DroppedNotice dropped={dropped} />
      <Controls fields={fields(view.dataset)} path={`/feeds/${kind}`} keep={{ asOf }} />
      {signedIn ? null : <p>What changed, why and when is open to everybody. Sign in to see the figures.</p>}
      {entries.length === 0 ? (
        <p>Nothing of the kind {asOf ? "had been published then" : "was published yet"}.</p>
      ) : (
        <RecordEntries entries={entries} />
      )}
      {next === null ? null : (
        <p>
          <Link href={href(`/feeds/${kind}`, { after: next })}>Earlier</Link>
        </p>
      )}
    </>
  );
}
