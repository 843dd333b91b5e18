import { changeSettingsOf } from "@/app/studio/[dataset]/settings/actions";
import { offerSources } from "@/app/studio/sources/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { Status, statusWord } from "@/lib/kernel/status";
import { zones } from "@/lib/kernel/zoned";
import type { SettingsDetail } from "@/lib/studio/settings/read-settings";
import form from "./entity-form.module.css";
import { SelectField, TextField } from "./fields";
import { SourceField } from "./source-field";

const STATUSES = Status.options
  .filter((one) => one !== "W")
  .map((value) => ({ value, label: `${value}, ${statusWord[value]}` }));

/** What this installation decides about a dataset. */
export function SettingsForm({ dataset, detail: { settings, people } }: { dataset: string; detail: SettingsDetail }) {
  return (
    <ActionForm action={changeSettingsOf} className={form.form} label="Settings">
      <input type="hidden" name="dataset" value={dataset} />
      <div className={form.fields}>
        <SourceField
          label="Source that edits start with"
          name="defaultSource"
          value={settings.defaultSource ?? ""}
          search={offerSources}
        />
        <SelectField
          label="Status that edits start with"
          name="defaultStatus"
          value={settings.defaultStatus ?? ""}
          options={STATUSES}
          empty="none"
        />
        <TextField
          label="Usual time of publication"
          name="embargoTime"
          type="time"
          size={8}
          value={settings.embargoTime ?? ""}
        />
        <SelectField
          label="Time zone"
          name="embargoZone"
          value={settings.embargoZone}
          options={zones().map((value) => ({ value, label: value }))}
        />
      </div>
      <label className={styles.choose}>
        <input type="checkbox" name="closesEdition" value="1" defaultChecked={settings.closesEdition} />
        Each publication closes an edition, unless its analyst says otherwise
      </label>
      <fieldset>
        <legend className={styles.muted}>Told by mail when a draft is published</legend>
        <div className={form.fields}>
          {people.map(({ id, name }) => (
            <label key={id} className={styles.choose}>
              <input type="checkbox" name="told" value={id} defaultChecked={settings.told.includes(id)} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <ActionButton primary>Keep</ActionButton>
    </ActionForm>
  );
}
