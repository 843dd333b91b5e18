import Link from "next/link";
import { proposeMergeOf } from "@/app/studio/entities/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import type { MergePreview } from "@/lib/studio/desk/read-merges";
import type { EntityDetail, MergeLine } from "@/lib/studio/entities/read-entity";
import { ReasonField } from "./fields";
import { ListTable } from "./list-table";
import { chosenOf, MergeEffectView } from "./merge-effect";
import { type Offer, Picker } from "./picker";

function UndoForm({ detail, slug }: { detail: EntityDetail; slug: string }) {
  return (
    <ActionForm action={proposeMergeOf} label={`Undo the merge of ${slug}`}>
      <input type="hidden" name="kind" value={detail.entity.kind} />
      <input type="hidden" name="slug" value={slug} />
      <ReasonField label={`Reason to show ${slug} as itself again`} />
      <ActionButton name="what" value="undo">
        Propose to undo the merge
      </ActionButton>
    </ActionForm>
  );
}

const wordsOf = ({ slug, into }: MergeLine): string =>
  into === null ? `${slug} shown as itself again` : `${slug} shown as ${into}`;

/** What was asked to be looked at: into which one, and what that would move. */
export type AskedMerge = { into: string; preview: MergePreview };

function Proposal({ detail: { entity }, asked }: { detail: EntityDetail; asked: AskedMerge }) {
  const { into, preview } = asked;
  const clashes = "effect" in preview && preview.effect.clashes.length > 0;
  return (
    <div className={styles.group}>
      <MergeEffectView preview={preview} />
      {"effect" in preview ? (
        <ActionForm action={proposeMergeOf} label="Propose the merge">
          <input type="hidden" name="kind" value={entity.kind} />
          <input type="hidden" name="slug" value={entity.slug} />
          <input type="hidden" name="into" value={into} />
          <ReasonField />
          {clashes ? (
            <label className={styles.choose}>
              <input type="checkbox" name="despite" value="1" required />
              It is meant although both have these series
            </label>
          ) : null}
          <ActionButton name="what" value="merge" primary>
            Propose in my draft
          </ActionButton>
        </ActionForm>
      ) : null}
    </div>
  );
}

/**
 * Proposing that an entity be shown as another one: it is picked by name, what would move is shown, and the proposal goes
 * into the analyst's draft. Besides what was merged so far, and taking that back.
 */
export function MergeSection(props: {
  detail: EntityDetail;
  search: (text: string) => Promise<Offer[]>;
  asked: AskedMerge | null;
}) {
  const { detail, search, asked } = props;
  const { entity, merges } = detail;
  return (
    <>
      <section className={styles.section} aria-labelledby="merge">
        <h2 id="merge">Merge</h2>
        <p className={styles.muted}>
          Its address and names then lead to the other one; its series keep their codes and are listed there. A merge
          goes through a draft: a second person looks at it before readers see it.
        </p>
        <form
          action={`/studio/entities/${entity.kind}/${entity.slug}#merge`}
          className={styles.form}
          aria-label="Merge into"
        >
          <Picker key={asked?.into} label="Show it as" name="into" search={search} value={chosenOf(asked?.preview)} />
          <button type="submit">See what would move</button>
        </form>
        {asked ? <Proposal detail={detail} asked={asked} /> : null}
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
