import type { Route } from "next";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatInstant, formatNumber } from "@/lib/kernel/format";
import { Frequency, periodLabel } from "@/lib/kernel/period";
import { changeWords } from "@/lib/studio/blast-radius/diff-table";
import { GROUPS_A_PAGE, type Grouped } from "@/lib/studio/desk/read-draft-page";
import { reasonWord } from "@/lib/studio/drafts/draft";
import type { DraftGroup, GroupBy } from "@/lib/studio/drafts/group-draft";
import own from "./draft-page.module.css";
import { stepWord } from "./past-words";

type Place = { draft: number; by: GroupBy; open?: string | undefined; skip?: number; from?: number };

/** The address of a draft's page with that group open. */
export function groupHref({ draft, by, open, skip = 0, from = 0 }: Place, at = "values"): Route {
  const view = new URLSearchParams();
  if (by !== "series") view.set("by", by);
  if (open !== undefined) view.set("open", open);
  if (skip > 0) view.set("skip", String(skip));
  if (from > 0) view.set("from", String(from));
  const query = view.toString();
  return `/studio/drafts/${draft}${query ? `?${query}` : ""}#${at}`;
}

/** How the values of a group came in: `Pasted by Ada, 2026-11-30 10:00 UTC`, or what was said of them where they were typed. */
function causeWords({ key, kind, by, at, source, sourceTitle, reason }: DraftGroup): string {
  const under = [sourceTitle ?? source ?? "", reason ? reasonWord[reason].toLowerCase() : ""]
    .filter(Boolean)
    .join(", ");
  if (key.startsWith("step ") && kind)
    return [`${stepWord[kind]}${by ? ` by ${by}` : ""}`, at ? formatInstant(at) : "", under].filter(Boolean).join(", ");
  return `Typed${by ? ` by ${by}` : ""}: ${under || "no source and no reason yet"}`;
}

/** What is in a group, in a few words. */
function contents({ added, changed, withdrawn, moved, same }: DraftGroup): ReactNode {
  const parts = [
    { count: changed, words: "changed", style: undefined },
    { count: added, words: "new", style: styles.good },
    { count: withdrawn, words: "withdrawn", style: styles.warn },
    { count: moved, words: "published anew since", style: styles.bad },
    { count: same, words: "stand already", style: styles.muted },
  ].filter((one) => one.count > 0);
  return parts.map(({ count, words, style }, at) => (
    <span key={words} className={style}>
      {at > 0 ? ", " : ""}
      {count.toLocaleString("en-US")} {words}
    </span>
  ));
}

function range({ least, most, unit, decimals }: DraftGroup): string {
  if (least === null || most === null) return "";
  const [from, to] = [formatNumber(least, unit, decimals), formatNumber(most, unit, decimals)];
  return from === to ? from : `${from} to ${to}`;
}

function Largest({ group, by }: { group: DraftGroup; by: GroupBy }) {
  const { largest, unit, decimals, frequency, title } = group;
  if (!largest) return null;
  const label = largest.periodLabel ?? periodLabel(largest.period, Frequency.catch("day").parse(frequency));
  const number = (value: number) => formatNumber(value, unit, decimals);
  return (
    <>
      <strong>{changeWords(largest.before, largest.after, unit) ?? "none"}</strong>{" "}
      <span className={styles.muted}>
        {label}: {number(largest.before)} → {number(largest.after)}
        {by === "cause" ? `, ${title}` : ""}
      </span>
    </>
  );
}

const COLUMNS = 6;

function GroupRow(props: { group: DraftGroup; place: Place; isOpen: boolean }) {
  const { group, place, isOpen } = props;
  const { by } = place;
  const name = by === "series" ? group.title : causeWords(group);
  const href = groupHref({ ...place, open: isOpen ? undefined : group.key }, isOpen ? "values" : "group");
  return (
    <tr
      id={isOpen ? "group" : undefined}
      aria-current={isOpen ? "true" : undefined}
      className={isOpen ? own.openGroup : undefined}
    >
      <th scope="row" className={own.series}>
        <Link prefetch={false} scroll={false} href={href} title={by === "series" ? group.code : undefined}>
          <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {name}
        </Link>
      </th>
      {by === "series" ? (
        <td className={styles.muted}>{group.unit}</td>
      ) : (
        <td className={styles.number}>{group.series.toLocaleString("en-US")}</td>
      )}
      <td className={styles.number}>{group.cells.toLocaleString("en-US")}</td>
      <td className={own.note}>{contents(group)}</td>
      <td className={styles.number}>{range(group)}</td>
      <td className={own.note}>
        <Largest group={group} by={by} />
      </td>
    </tr>
  );
}

function Pages({ place, total }: { place: Place; total: number }) {
  const { skip = 0 } = place;
  if (total <= GROUPS_A_PAGE) return null;
  return (
    <nav className={own.pages} aria-label="Groups">
      {skip > 0 ? (
        <Link prefetch={false} href={groupHref({ ...place, skip: Math.max(0, skip - GROUPS_A_PAGE) })}>
          Previous
        </Link>
      ) : null}
      <span>
        {(skip + 1).toLocaleString("en-US")} to {Math.min(total, skip + GROUPS_A_PAGE).toLocaleString("en-US")} of{" "}
        {total.toLocaleString("en-US")} groups
      </span>
      {skip + GROUPS_A_PAGE < total ? (
        <Link prefetch={false} href={groupHref({ ...place, skip: skip + GROUPS_A_PAGE })}>
          Next
        </Link>
      ) : null}
    </nav>
  );
}

type Props = {
  draft: number;
  grouped: Grouped;
  skip: number;
  /** The lines of the group that is open. */
  children: ReactNode;
};

/** Values of a large draft by series or by cause, what moves furthest first; the lines of one group stand below it. */
export function DraftGroups({ draft, grouped, skip, children }: Props) {
  const { by, groups, total, open } = grouped;
  const here = groups.some((one) => one.key === open?.key);
  const ways: readonly [GroupBy, string][] = [
    ["series", "By series"],
    ["cause", "By cause"],
  ];
  const heads = by === "series" ? ["Series", "Unit"] : ["How they came in", "Series"];
  const place: Place = { draft, by, skip };
  return (
    <>
      <nav className={own.pages} aria-label="Group the values">
        {ways.map(([way, words]) =>
          way === by ? (
            <span key={way} aria-current="true">
              {words}
            </span>
          ) : (
            <Link key={way} prefetch={false} scroll={false} href={groupHref({ draft, by: way })}>
              {words}
            </Link>
          ),
        )}
      </nav>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Values in groups">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{heads[0]}</th>
              <th scope="col" className={by === "cause" ? styles.number : undefined}>
                {heads[1]}
              </th>
              <th scope="col" className={styles.number}>
                Values
              </th>
              <th scope="col">Of which</th>
              <th scope="col" className={styles.number}>
                Least to most
              </th>
              <th scope="col">Largest move</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Fragment key={group.key}>
                <GroupRow group={group} place={place} isOpen={group.key === open?.key} />
                {group.key === open?.key ? (
                  <tr>
                    <td colSpan={COLUMNS} className={own.inGroup}>
                      {children}
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <Pages place={place} total={total} />
      {open && !here ? (
        <>
          <h3 id="group">{groupName(open, by)}</h3>
          {children}
        </>
      ) : null}
      {open ? null : <p className={styles.muted}>Open a group to see its values, those that move furthest first.</p>}
    </>
  );
}

/** What a group is called: of one by series its title, of one by cause how it came in. */
export const groupName = (group: DraftGroup, by: GroupBy): string =>
  by === "series" ? group.title : causeWords(group);
