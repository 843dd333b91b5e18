import { datasetOf } from "@/lib/datasets/registry";
import { formatInstant } from "@/lib/kernel/format";
import { dayIn, localIn } from "@/lib/kernel/zoned";
import { type CalendarEntry, dueText, entryKindWord } from "@/lib/studio/calendar/entry";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import desk from "@/app/_ui/desk/desk.module.css";
import styles from "./calendar.module.css";
import { DueFields } from "./due-fields";

type Action = (before: Said, form: FormData) => Promise<Said>;

function ChangeForm({ entry, act }: { entry: CalendarEntry; act: Action }) {
  const { key, version, dueAt, zone, allDay, title } = entry;
  return (
    <ActionForm action={act} label={`Move or cancel ${title}`}>
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="version" value={version} />
      <DueFields day={dayIn(dueAt, zone)} zone={zone} {...(allDay ? {} : { time: localIn(dueAt, zone).slice(11) })} />
      <label className={desk.field}>
        <span>Reason, shown to readers</span>
        <input name="note" required minLength={3} maxLength={1000} size={36} />
      </label>
      <ActionButton name="what" value="move" primary>
        Move
      </ActionButton>
      <ActionButton name="what" value="cancel">
        Cancel it
      </ActionButton>
    </ActionForm>
  );
}

/** What is announced, each with the forms to move and to cancel it. */
export function PlannedEntries({ entries, act }: { entries: readonly CalendarEntry[]; act: Action }) {
  return entries.map((entry) => (
    <div key={entry.key} className={styles.entry}>
      <h3 className={entry.cancelled ? styles.cancelled : undefined}>
        {dueText(entry)} · {datasetOf(entry.dataset).title} · {entry.title}
      </h3>
      <p className={desk.muted}>
        {entryKindWord[entry.kind]}, {entry.zone}
        {entry.allDay ? ", the day alone" : `; ${formatInstant(entry.dueAt)}`}
        {entry.cancelled ? "; cancelled" : entry.sequence > 0 ? `; changed ${entry.sequence} times` : ""}
        {entry.note ? `. ${entry.note}` : ""}
      </p>
      {entry.cancelled ? null : (
        <details>
          <summary>Move or cancel</summary>
          <div className={styles.forms}>
            <ChangeForm entry={entry} act={act} />
          </div>
        </details>
      )}
    </div>
  ));
}
