import Link from "next/link";
import { mergeEntityOf } from "@/app/studio/entities/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import type { EntityDetail, MergeLine } from "@/lib/studio/entities/read-entity";
import { ReasonField, TextField } from "./fields";
import { ListTable } from "./list-table";

function UndoForm({ detail, slug }: { detail: EntityDetail; slug: string }) {
  return (
    <ActionForm action={mergeEntityOf} label={`Undo the merge of ${slug}`}>
      <input type="hidden" name="kind" value={detail.entity.kind} />
      <input type="hidden" name="slug" value={slug} />
      <ReasonField label={`Reason to show ${slug} as itself again`} />
      <ActionButton name="what" value="undo">
        Undo the merge
      </ActionButton>
    </ActionForm>
  );
}

const wordsOf = ({ slug, into }: MergeLine): string =>
  into === null ? `${slug} shown as itself again` : `${slug} shown as ${into}`;

/** Merging an entity into another one, what was merged so far, and taking that back. */
export function MergeSection({ detail }: { detail: EntityDetail }) {
  const { entity, merges } = detail;
  return (
    <>
      <section className={styles.section} aria-labelledby="merge">
        <h2 id="merge">Merge</h2>
        <p className={styles.muted}>
          Its address and names then lead to the other one; its series keep their codes and are listed there.
        </p>
        <ActionForm action={mergeEntityOf} label="Merge into another one">
          <input type="hidden" name="kind" value={entity.kind} />
          <input type="hidden" name="slug" value={entity.slug} />
          <TextField label="Merge into (key)" name="into" required />
          <ReasonField />
          <label className={styles.choose}>
            <input type="checkbox" name="despite" value="1" />
            also where both have the same series
          </label>
          <ActionButton name="what" value="merge">
            Merge
          </ActionButton>
        </ActionForm>
        {entity.formerly.map((slug) => (
          <UndoForm key={slug} detail={detail} slug={slug} />
        ))}
      </section>
      {merges.length > 0 ? (
        <ListTable id="merges" title="Merges" columns={["When", "Who", "What", "Reason"]} empty="">
          {merges.map((one) => (
            <tr key={`${one.at} ${one.slug}`}>
              <td>{formatInstant(one.at)}</td>
              <td>{one.by}</td>
              <td>{wordsOf(one)}</td>
              <td className={styles.words}>{one.reason}</td>
            </tr>
          ))}
        </ListTable>
      ) : null}
      <p className={styles.muted}>
        <Link href={`/studio/history?entity=${entity.kind}/${entity.slug}`}>Every version of it</Link>
      </p>
    </>
  );
}
