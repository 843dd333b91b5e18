import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import styles from "@/app/_ui/desk/desk.module.css";
import { DroppedNotice, Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { asOfHref } from "@/app/_ui/shell/as-of-href";
import { formatInstant } from "@/lib/kernel/format";
import { type DatasetStatus, readStatus, type StatusModel } from "@/lib/status/read-status";

export const metadata: Metadata = { title: "Status" };

const MARK = { fresh: "●", ageing: "◐", stale: "○", empty: "–" } as const;
const STYLE = { fresh: "good", ageing: "warn", stale: "bad", empty: "muted" } as const;

function titleOf({ datasets, incidents }: StatusModel, asOf: string | null): string {
  const count = (word: DatasetStatus["word"]) => datasets.filter((one) => one.word === word).length;
  const state = `${count("fresh")} of ${datasets.length} datasets ${asOf ? "were" : "are"} fresh, ${count("ageing")} ageing, ${count("stale")} stale`;
  return incidents.length === 0
    ? state
    : `${state}; ${incidents.length} ${incidents.length === 1 ? "source is" : "sources are"} in trouble`;
}

const titleOfDataset = ({ datasets }: StatusModel, slug: string): string =>
  datasets.find((one) => one.dataset === slug)?.title ?? slug;

/** How far an age has come towards stale, at most all of it. */
function Ladder({ one }: { one: DatasetStatus }) {
  if (one.ageDays === null) return null;
  const share = Math.min(1, one.ageDays / Math.max(1, one.staleAfterDays));
  return (
    <span className={styles.ladder} aria-hidden="true">
      <span style={{ width: `${(share * 100).toFixed(0)}%` }} />
    </span>
  );
}

function Row({ one, asOf }: { one: DatasetStatus; asOf: string | null }) {
  return (
    <tr>
      <th scope="row">
        <Link href={asOfHref(`/data/${one.dataset}`, asOf)}>{one.title}</Link>
      </th>
      <td className={styles[STYLE[one.word]]}>
        <span aria-hidden="true">{MARK[one.word]}</span> {one.word}
      </td>
      <td className={styles.number}>{one.ageDays ?? "n/a"}</td>
      <td>
        <Ladder one={one} />
      </td>
      <td className={styles.number}>{one.staleAfterDays}</td>
      <td>{one.newestKnownAt?.slice(0, 10) ?? "nothing yet"}</td>
      <td>{one.releasedAt ? `${formatInstant(one.releasedAt)}, no. ${one.release}` : ""}</td>
      {asOf ? null : <Refreshes one={one} />}
    </tr>
  );
}

/** What refreshes a dataset, which is told of today alone. */
function Refreshes({ one }: { one: DatasetStatus }) {
  const on = one.feeds.filter((feed) => feed.on);
  if (one.delayDays > 0)
    return (
      <td colSpan={2} className={styles.muted}>
        held back by {one.delayDays} {one.delayDays === 1 ? "day" : "days"}
      </td>
    );
  return (
    <>
      <td>
        {one.next ? (
          formatInstant(one.next)
        ) : (
          <span className={styles.muted}>{on.length > 0 ? "none: sources are not asked here" : "by analysts"}</span>
        )}
      </td>
      <td className={styles.words}>
        {on.map((feed) => feed.attribution).join("; ")}
        {on.length > 0 && one.held > 0 ? "." : ""}
        {one.held > 0
          ? ` ${one.held} series have newer values that wait for review; the last good ones are shown.`
          : ""}
      </td>
    </>
  );
}

export default async function StatusPage({ searchParams }: PageProps<"/status">) {
  const { asOf, dropped } = parseView(z.object({}), await searchParams);
  const reader = await pageReader(asOf);
  const status = await readStatus(reader);
  return (
    <>
      <PageHeader
        title={titleOf(status, asOf)}
        subtitle={asOf ? "How fresh each dataset was" : "How fresh each dataset is, what comes next, and what is wrong"}
        asOf={asOf}
      >
        <p>
          <Link href={asOfHref("/calendar", asOf)}>Release calendar</Link>
        </p>
      </PageHeader>
      <DroppedNotice dropped={dropped} />
      {status.incidents.length === 0 ? (
        <p className={styles.said}>
          {asOf ? "Refreshes and incidents are told of today alone." : "No incident is open."}
        </p>
      ) : (
        <section className={styles.section} aria-labelledby="incidents">
          <h2 id="incidents">Open incidents</h2>
          {status.incidents.map((one) => (
            <Notice
              key={one.title}
              kind="warn"
              title={`${one.title}${one.kind ? `: ${one.kind}` : ""}, since ${formatInstant(one.since)}`}
            >
              <p>
                {one.words} It feeds {one.datasets.map((slug) => titleOfDataset(status, slug)).join(", ")}; the last
                good values stand.
              </p>
            </Notice>
          ))}
        </section>
      )}
      <section className={styles.section} aria-labelledby="ladder">
        <h2 id="ladder">Freshness by dataset</h2>
        <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="ladder">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Dataset</th>
                <th scope="col">State</th>
                <th scope="col" className={styles.number}>
                  Age, days
                </th>
                <th scope="col">
                  <span className="sr-only">Towards stale</span>
                </th>
                <th scope="col" className={styles.number}>
                  Stale after
                </th>
                <th scope="col">Newest known</th>
                <th scope="col">Released</th>
                {asOf ? null : (
                  <>
                    <th scope="col">Next refresh</th>
                    <th scope="col">Sources that refresh it</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {status.datasets.map((one) => (
                <Row key={one.dataset} one={one} asOf={asOf} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
