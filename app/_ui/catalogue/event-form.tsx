import { proposeEventOf } from "@/app/studio/[dataset]/events/actions";
import { offerSources } from "@/app/studio/sources/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import form from "./entity-form.module.css";
import { TextField } from "./fields";
import { NewSource } from "./new-source";
import { SourceField } from "./source-field";

/** What a form of an event starts from; a new one has no key. */
export type EventStart = {
  key: string | null;
  /** When what stands became known; null where nothing stands. */
  shown: string | null;
  occurredOn: string;
  kind: string;
  title: string;
  subjects: readonly string[];
  source: string;
  note: string | null;
};

/** Date, kind, title, subjects and source of an event. */
export function EventForm(props: { dataset: string; start: EventStart; kinds: readonly string[] }) {
  const { dataset, start, kinds } = props;
  return (
    <ActionForm action={proposeEventOf} className={form.form} label={start.key ? "Change the event" : "New event"}>
      <input type="hidden" name="dataset" value={dataset} />
      <input type="hidden" name="key" value={start.key ?? ""} />
      <input type="hidden" name="shown" value={start.shown ?? ""} />
      <div className={form.fields}>
        <TextField
          label="When"
          name="occurredOn"
          value={start.occurredOn}
          required
          size={12}
          placeholder="YYYY-MM-DD"
          pattern="\d{4}(-\d{2}(-\d{2})?)?"
          title="YYYY, YYYY-MM or YYYY-MM-DD"
        />
        <TextField label="Kind" name="kind" value={start.kind} required size={16} list="event-kinds" />
        <datalist id="event-kinds">
          {kinds.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
        <TextField label="Title, as on the chart" name="title" value={start.title} required size={48} />
        <TextField
          label="About (values of the dimensions, with commas)"
          name="subjects"
          value={start.subjects.join(", ")}
          size={36}
        />
        <SourceField value={start.source} search={offerSources} />
        <TextField label="Note" name="note" value={start.note ?? ""} size={32} />
      </div>
      <NewSource />
      <ActionButton primary>Put into the draft</ActionButton>
    </ActionForm>
  );
}
