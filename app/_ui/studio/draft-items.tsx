import styles from "@/app/_ui/desk/desk.module.css";
import type { ProposedSource } from "@/lib/datasets/proposal";
import type { DraftItem } from "@/lib/studio/drafts/items";
import own from "./draft-page.module.css";

const KIND = { entity: "Entity", relation: "Relation", event: "Event", alias: "Alias" } as const;

// What the row's kind and key say already.
const SAID = new Set(["key", "dataset", "slug", "alias", "from", "relation", "to"]);

const spaced = (key: string): string =>
  key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();

/** A proposal's value in plain words; empty where it says nothing. */
function plain(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(plain).filter(Boolean).join(", ");
  if (typeof value === "object") return wordsOf(value);
  return typeof value === "string" || typeof value === "number" ? String(value) : "yes";
}

/** A proposal's fields in plain words, without what its key says. */
function wordsOf(proposal: object): string {
  const fields = Object.entries(proposal).flatMap(([key, value]) => {
    const text = SAID.has(key) ? "" : plain(value);
    return text === "" ? [] : [`${spaced(key)} ${text}`];
  });
  return fields.join("; ");
}

/** What a draft brings along beside its values: sources, entities, relations, events, aliases. */
export function DraftItems({ items, sources }: { items: readonly DraftItem[]; sources: readonly ProposedSource[] }) {
  if (items.length + sources.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="items">
      <h2 id="items">Brought along</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="items">
        <table className={styles.table}>
          <tbody>
            {sources.map(({ key, title, publisher, url, published }) => (
              <tr key={key}>
                <td>Source</td>
                <th scope="row">{key}</th>
                <td className={own.note}>
                  {title}, {publisher}
                  {published ? `, ${published}` : ""} {url ? <a href={url}>{url}</a> : null}
                </td>
              </tr>
            ))}
            {items.map(({ kind, key, proposal }) => (
              <tr key={`${kind} ${key}`}>
                <td>{KIND[kind]}</td>
                <th scope="row">{key}</th>
                <td className={styles.words}>{wordsOf(proposal)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
