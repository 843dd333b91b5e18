import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { z } from "zod";
import { parseView } from "@/app/_data/view-state";
import { IcsLink } from "@/app/_ui/calendar/ics-link";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { FeedLinks } from "@/app/_ui/record/feed-links";
import styles from "@/app/_ui/record/record.module.css";
import { findDataset } from "@/lib/datasets/registry";
import { FeedKind, feeds } from "@/lib/studio/feeds/feed-words";

export const metadata: Metadata = { title: "Feeds" };

const View = z.object({
  dataset: z
    .string()
    .refine((slug) => findDataset(slug))
    .nullable()
    .default(null),
});

export default async function FeedsPage({ searchParams }: PageProps<"/feeds">) {
  await connection();
  const { view, asOf, dropped, href } = parseView(View, await searchParams);
  const named = view.dataset === null ? "" : ` of ${findDataset(view.dataset)?.title ?? view.dataset}`;
  return (
    <>
      <PageHeader
        title={`Revisions, corrections and method changes${named}, kept apart`}
        subtitle="Open to everybody: what changed, why, from which source and when; figures are for subscribers"
        asOf={asOf}
      />
      <DroppedNotice dropped={dropped} />
      <ul className={styles.list}>
        {FeedKind.options.map((kind) => (
          <li key={kind}>
            <h2>
              <Link href={href(`/feeds/${kind}`)}>{feeds[kind].title}</Link>
            </h2>
            <p>{feeds[kind].about}</p>
            <FeedLinks feed={kind} dataset={view.dataset} />
          </li>
        ))}
        <li>
          <h2>
            <Link href={href("/calendar")}>Release calendar</Link>
          </h2>
          <p>What is announced, when, and whether it came on time. The page is for who is signed in.</p>
          <p className={styles.links}>
            <IcsLink dataset={view.dataset ?? undefined} />
          </p>
        </li>
      </ul>
    </>
  );
}
