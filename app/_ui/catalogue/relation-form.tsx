import { proposeRelationOf } from "@/app/studio/entities/actions";
import { offerSources } from "@/app/studio/sources/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import { entityKinds } from "@/lib/entities/kinds";
import { ProposedRelation } from "@/lib/datasets/proposal";
import type { Entity } from "@/lib/store/rows";
import { SelectField, TextField } from "./fields";
import { NewSource } from "./new-source";
import { SourceField } from "./source-field";

const KINDS = Object.entries(entityKinds).map(([value, { label }]) => ({ value, label }));
const RELATIONS = ProposedRelation.shape.relation.options.map((value) => ({
  value,
  label: value.replaceAll("_", " "),
}));

/** A new relation of an entity, in either direction. */
export function RelationForm({ entity }: { entity: Entity }) {
  return (
    <ActionForm action={proposeRelationOf} label="Add a relation">
      <input type="hidden" name="kind" value={entity.kind} />
      <input type="hidden" name="slug" value={entity.slug} />
      <SelectField
        label="Direction"
        name="direction"
        options={[
          { value: "to", label: `${entity.name} …` },
          { value: "from", label: `… ${entity.name}` },
        ]}
        value="to"
      />
      <SelectField label="Relation" name="relation" options={RELATIONS} value="operates" />
      <SelectField label="Kind of the other" name="otherKind" options={KINDS} value={entity.kind} />
      <TextField label="The other, by any name" name="other" required />
      <TextField label="Since" name="since" type="date" size={12} />
      <TextField label="Until" name="until" type="date" size={12} />
      <SourceField search={offerSources} />
      <NewSource />
      <ActionButton>Put into the draft</ActionButton>
    </ActionForm>
  );
}
