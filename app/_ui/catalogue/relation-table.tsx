import Link from "next/link";
import { proposeRelationOf } from "@/app/studio/entities/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import type { Entity, Relation } from "@/lib/store/rows";
import { ListTable } from "./list-table";

const EndLink = ({ end }: { end: Relation["from"] }) => (
  <Link href={`/studio/entities/${end.kind}/${end.slug}`}>{end.name}</Link>
);

function EndForm({ entity, relation }: { entity: Entity; relation: Relation }) {
  const forward = relation.from.kind === entity.kind && relation.from.slug === entity.slug;
  const other = forward ? relation.to : relation.from;
  const fields = {
    kind: entity.kind,
    slug: entity.slug,
    direction: forward ? "to" : "from",
    relation: relation.relation,
    otherKind: other.kind,
    other: other.slug,
    since: relation.since ?? "",
    source: relation.source,
  };
  return (
    <ActionForm action={proposeRelationOf} className={styles.inRow} label={`End ${relation.relation} ${other.name}`}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input name="until" type="date" required aria-label="Ended on" defaultValue={relation.until ?? ""} />
      <ActionButton>{relation.until ? "Change the end" : "End it"}</ActionButton>
    </ActionForm>
  );
}

/** The relations of an entity, each with the means to say that it ended. */
export function RelationTable({ entity, relations }: { entity: Entity; relations: readonly Relation[] }) {
  return (
    <ListTable
      id="relations"
      title="Relations"
      columns={["From", "Relation", "To", "Since", "Until", "Source", "End"]}
      empty="No relation is known."
    >
      {relations.map((one) => (
        <tr key={`${one.from.kind}/${one.from.slug} ${one.relation} ${one.to.kind}/${one.to.slug} ${one.since ?? ""}`}>
          <td>
            <EndLink end={one.from} />
          </td>
          <td>{one.relation.replaceAll("_", " ")}</td>
          <td>
            <EndLink end={one.to} />
          </td>
          <td>{one.since ?? "not known"}</td>
          <td>{one.until ?? ""}</td>
          <td>
            <Link href={`/studio/sources/${one.source}`}>{one.source}</Link>
          </td>
          <td>
            <EndForm entity={entity} relation={one} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
