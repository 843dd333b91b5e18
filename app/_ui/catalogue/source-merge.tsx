import { offerSourceNames, proposeSourceMergeOf } from "@/app/studio/sources/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import type { MergePreview } from "@/lib/studio/desk/read-merges";
import { ReasonField } from "./fields";
import { chosenOf, MergeEffectView } from "./merge-effect";
import { Picker } from "./picker";

/** What was asked to be looked at: into which source, and what that would move. */
export type AskedSourceMerge = { into: string; preview: MergePreview };

/** Proposing that a source be shown as another one, with what would move before it is proposed. */
export function SourceMergeSection({ of, asked }: { of: string; asked: AskedSourceMerge | null }) {
  return (
    <section className={styles.section} aria-labelledby="merge">
      <h2 id="merge">Merge</h2>
      <p className={styles.muted}>
        Readers then see the other source in its place; what names it keeps it. A merge goes through a draft of entities
        and sources: a second person looks at it first.
      </p>
      <form action={`/studio/sources/${of}#merge`} className={styles.form} aria-label="Merge into">
        <Picker
          key={asked?.into}
          label="Show it as"
          name="into"
          search={offerSourceNames}
          value={chosenOf(asked?.preview)}
        />
        <button type="submit">See what would move</button>
      </form>
      {asked ? (
        <div className={styles.group}>
          <MergeEffectView preview={asked.preview} />
          {"effect" in asked.preview ? (
            <ActionForm action={proposeSourceMergeOf} label="Propose the merge">
              <input type="hidden" name="key" value={of} />
              <input type="hidden" name="into" value={asked.into} />
              <ReasonField />
              <ActionButton name="what" value="merge" primary>
                Propose in my draft
              </ActionButton>
            </ActionForm>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

/** Proposing that a source that was merged stand for itself again. */
export function UndoSourceMerge({ of }: { of: string }) {
  return (
    <ActionForm action={proposeSourceMergeOf} label="Undo the merge">
      <input type="hidden" name="key" value={of} />
      <ReasonField />
      <ActionButton name="what" value="undo">
        Propose to undo the merge
      </ActionButton>
    </ActionForm>
  );
}
