import { changeSourceOf } from "@/app/studio/sources/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { Grade, gradeWord } from "@/lib/provenance/grade";
import type { SourceDetail } from "@/lib/studio/sources/read-source";
import { ReasonField, SelectField, TextField } from "./fields";
import { UndoSourceMerge } from "./source-merge";

const LEVELS = ["high", "medium", "low"].map((value) => ({ value, label: value }));

function Switch({ of, what, words }: { of: string; what: string; words: string }) {
  return (
    <ActionForm action={changeSourceOf} label={words}>
      <input type="hidden" name="key" value={of} />
      <ReasonField />
      <ActionButton name="what" value={what}>
        {words}
      </ActionButton>
    </ActionForm>
  );
}

function Assess({ detail: { recorded, states } }: { detail: SourceDetail }) {
  const newest = states[0];
  return (
    <ActionForm action={changeSourceOf} label="Assess">
      <input type="hidden" name="key" value={recorded.key} />
      <TextField
        label="Licence"
        name="licence"
        value={newest?.licence ?? ""}
        size={36}
        placeholder={recorded.licence ?? "not stated"}
      />
      <SelectField
        label="Reliability"
        name="reliability"
        value={newest?.reliability ?? ""}
        options={LEVELS}
        empty={`as recorded: ${recorded.reliability ?? "not stated"}`}
      />
      <ReasonField />
      <ActionButton name="what" value="assess">
        Note
      </ActionButton>
    </ActionForm>
  );
}

/** The grade follows a rule; somebody who knows better says so, with the reason, until it is left to the rule again. */
function GradeForm({ detail: { recorded, shown, states } }: { detail: SourceDetail }) {
  const decided = states[0]?.grade ?? "";
  return (
    <ActionForm action={changeSourceOf} label="Grade">
      <input type="hidden" name="key" value={recorded.key} />
      <SelectField
        label="Grade"
        name="grade"
        value={decided}
        options={Grade.options.map((value) => ({ value, label: gradeWord[value] }))}
        empty={decided === "" ? `by the rule: ${gradeWord[shown.grade]}` : "by the rule"}
      />
      <ReasonField />
      <ActionButton name="what" value="grade">
        Grade
      </ActionButton>
    </ActionForm>
  );
}

/** What may be done about a source; of one that was merged, only that it be its own again. */
export function SourceForms({ detail }: { detail: SourceDetail }) {
  const { recorded, shown } = detail;
  if (shown.key !== recorded.key) return <UndoSourceMerge of={recorded.key} />;
  return (
    <section className={styles.section} aria-label="Decide">
      <Assess detail={detail} />
      <GradeForm detail={detail} />
      {shown.archived ? (
        <Switch of={recorded.key} what="restore" words="Offer again" />
      ) : (
        <Switch of={recorded.key} what="archive" words="Archive" />
      )}
    </section>
  );
}
