import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { leaveOut } from "@/app/studio/drafts/actions";
import type { ProposedSource } from "@/lib/datasets/proposal";
import { MergeEffectView } from "@/app/_ui/catalogue/merge-effect";
import type { MergePreview } from "@/lib/studio/desk/read-merges";
import type { DraftItem } from "@/lib/studio/drafts/items";
import own from "./draft-page.module.css";

const KIND: Record<DraftItem["kind"], string> = {
  entity: "Entity",
  relation: "Relation",
  event: "Event",
  alias: "Alias",
  "entity-merge": "Merge of entities",
  "source-merge": "Merge of sources",
};

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

/** What a merge says: as what it is shown from then on, and why. */
function mergeWords({ into, reason, despite }: Record<string, unknown>): string {
  const shown = typeof into === "string" ? `shown as ${into}` : "shown as itself again";
  const why = typeof reason === "string" ? `: ${reason}` : "";
  return `${shown}${why}${despite === true ? " (meant although both have the same series)" : ""}`;
}

/** A proposal's fields in plain words, without what its key says. */
function wordsOf(proposal: object): string {
  const fields = Object.entries(proposal).flatMap(([key, value]) => {
    const text = SAID.has(key) ? "" : plain(value);
    return text === "" ? [] : [`${spaced(key)} ${text}`];
  });
  return fields.join("; ");
}

type ItemWords = { item: Pick<DraftItem, "kind" | "key" | "proposal">; merge: MergePreview | undefined };

function ItemWords({ item: { kind, proposal }, merge }: ItemWords) {
  if (kind !== "entity-merge" && kind !== "source-merge") return wordsOf(proposal);
  return (
    <>
      {mergeWords(proposal)}
      {merge ? (
        <details open>
          <summary>What would move</summary>
          <MergeEffectView preview={merge} />
        </details>
      ) : null}
    </>
  );
}

function LeaveOut({ draft, kind, name }: { draft: number; kind: DraftItem["kind"] | "source"; name: string }) {
  return (
    <ActionForm action={leaveOut} className={styles.inRow} label={`Leave out ${name}`}>
      <input type="hidden" name="draft" value={draft} />
      <input type="hidden" name="key" value={name} />
      <ActionButton name="kind" value={kind}>
        Leave out
      </ActionButton>
    </ActionForm>
  );
}

type Props = {
  draft: number;
  items: readonly DraftItem[];
  sources: readonly ProposedSource[];
  /** What the merges among them would move, by kind and key. */
  merges: ReadonlyMap<string, MergePreview>;
  /** Whether the viewer may take them out again. */
  mayEdit: boolean;
};

/** What a draft brings along beside its values: sources, entities, relations, events, aliases. */
export function DraftItems({ draft, items, sources, merges, mayEdit }: Props) {
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
                {mayEdit ? (
                  <td>
                    <LeaveOut draft={draft} kind="source" name={key} />
                  </td>
                ) : null}
              </tr>
            ))}
            {items.map(({ kind, key, proposal }) => (
              <tr key={`${kind} ${key}`}>
                <td>{KIND[kind]}</td>
                <th scope="row">{key}</th>
                <td className={styles.words}>
                  <ItemWords item={{ kind, key, proposal }} merge={merges.get(`${kind} ${key}`)} />
                </td>
                {mayEdit ? (
                  <td>
                    <LeaveOut draft={draft} kind={kind} name={key} />
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
