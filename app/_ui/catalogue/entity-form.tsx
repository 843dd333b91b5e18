import { proposeEntityOf } from "@/app/studio/entities/actions";
import { offerSources } from "@/app/studio/sources/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { type Attribute, entityKind, type EntityKind } from "@/lib/entities/kinds";
import type { EntityAttributes } from "@/lib/store/rows";
import { SelectField, TextField } from "./fields";
import { NewSource } from "./new-source";
import { SourceField } from "./source-field";
import own from "./entity-form.module.css";

const YES_NO = [
  { value: "true", label: "yes" },
  { value: "false", label: "no" },
];

function AttributeField({ name, attribute, value }: { name: string; attribute: Attribute; value: string }) {
  const label = attribute.unit ? `${attribute.label}, ${attribute.unit}` : attribute.label;
  const field = { label, name: `attribute.${name}`, value };
  switch (attribute.type) {
    case "boolean":
      return <SelectField {...field} options={YES_NO} empty="not known" />;
    case "number":
      return <TextField {...field} size={10} />;
    case "country":
      return <TextField {...field} size={6} placeholder="US" />;
    case "day":
      return <TextField {...field} type="date" size={12} />;
    case "url":
      return <TextField {...field} size={32} placeholder="https://" />;
    case "text":
      return <TextField {...field} />;
  }
}

/** What a form of an entity starts from. */
export type EntityDraft = {
  kind: EntityKind;
  slug: string | null;
  /** When what stands became known; null where nothing stands. */
  shown: string | null;
  name: string;
  attributes: EntityAttributes;
  aliases: readonly string[];
  verified: boolean;
  source: string | null;
  note: string | null;
};

/** Name, attributes and further names of an entity, as its kind's definition types them. */
export function EntityForm({ start }: { start: EntityDraft }) {
  const { attributes } = entityKind(start.kind);
  const text = (key: string): string => String(start.attributes[key] ?? "");
  return (
    <ActionForm action={proposeEntityOf} className={own.form} label="Name and attributes">
      <input type="hidden" name="kind" value={start.kind} />
      <input type="hidden" name="slug" value={start.slug ?? ""} />
      <input type="hidden" name="shown" value={start.shown ?? ""} />
      <div className={own.fields}>
        <TextField label="Name" name="name" value={start.name} required size={32} />
        {Object.entries(attributes).map(([key, attribute]) => (
          <AttributeField key={key} name={key} attribute={attribute} value={text(key)} />
        ))}
        <SourceField value={start.source ?? ""} search={offerSources} />
        <TextField label="Note" name="note" value={start.note ?? ""} size={32} />
      </div>
      <NewSource />
      <label className={`${styles.field} ${own.names}`}>
        <span>Further names to add, one a line</span>
        <textarea name="aliases" rows={3} defaultValue={start.aliases.join("\n")} maxLength={1000} />
      </label>
      <label className={styles.choose}>
        <input type="checkbox" name="verified" value="1" defaultChecked={start.verified} />
        Verified
      </label>
      <ActionButton primary>Put into the draft</ActionButton>
    </ActionForm>
  );
}
