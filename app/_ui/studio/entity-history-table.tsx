import Link from "next/link";
import desk from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import type { EntityEvent } from "@/lib/studio/history/entity-history";

/** What happened to an entity, one event a line, with each field before and after. */
export function EntityHistoryTable({ events }: { events: readonly EntityEvent[] }) {
  return (
    <div className={desk.scroll} tabIndex={0} role="region" aria-label="History">
      <table className={desk.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">Why</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ at, kind, words, changes, by, why, knownAt, source, draft }) => (
            <tr key={`${at} ${kind} ${words} ${draft?.id ?? ""} ${knownAt ?? ""}`}>
              <td>
                {formatInstant(at)}
                {knownAt ? <span className={desk.below}>known {formatInstant(knownAt)}</span> : null}
              </td>
              <td className={desk.words}>
                {draft ? (
                  <Link href={`/studio/drafts/${draft.id}`}>{`${words}, draft ${draft.id} (${draft.state})`}</Link>
                ) : (
                  words
                )}
                {changes.map(({ field, before, after }) => (
                  <span key={field} className={desk.below}>
                    {field.replaceAll("_", " ")}: {before === null ? null : `${before} → `}
                    {after ?? "nothing"}
                  </span>
                ))}
              </td>
              <td>{by}</td>
              <td className={desk.words}>{why}</td>
              <td className={desk.words}>
                {source ? <Link href={`/studio/sources/${source.key}`}>{source.title}</Link> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
