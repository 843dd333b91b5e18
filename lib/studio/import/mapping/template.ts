import { createHash } from "node:crypto";
import type { Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { readPeriod } from "@/lib/studio/reading/read-period";
import { Mapping, type Role } from "./mapping";
import { plainHeader } from "./guess-mapping";
import { z } from "zod";

/** How files with such headers were last read: roles by header, and what held for the whole file. */
export type Template = { roles: ReadonlyMap<string, Role>; mapping: Mapping };

const Kept = z.object({ headers: z.array(z.string()), mapping: Mapping });

/** Headers that are periods change with each file; the others tell files of one kind. Another house's are not seen. */
function keyOf(viewer: Viewer, headers: readonly string[]): string {
  const lasting = headers.filter((one) => !readPeriod(one, null)).map(plainHeader);
  const hash = createHash("sha256").update(lasting.toSorted().join("\n")).digest("hex");
  return `${viewer.organisationId}:${hash}`;
}

/** The mapping with which such headers were last imported by somebody of the house, else the dataset's last one. */
export async function readTemplate(
  sql: Queryable,
  viewer: Viewer,
  dataset: string,
  headers: readonly string[],
): Promise<Template | null> {
  const key = keyOf(viewer, headers);
  const [row] = await sql<{ mapping: unknown }[]>`
    select mapping from import_template
    where dataset = ${dataset} and starts_with(headers, ${`${viewer.organisationId}:`})
    order by (headers = ${key}) desc, saved_at desc limit 1`;
  const kept = Kept.safeParse(row?.mapping);
  if (!kept.success) return null;
  const { headers: names, mapping } = kept.data;
  const roles = names.flatMap((name, at): [string, Role][] => {
    const role = mapping.columns[at];
    return role && role !== "across" ? [[plainHeader(name), role]] : [];
  });
  return { roles: new Map(roles), mapping };
}

/** Keeps a mapping that has brought values into a draft, for the next file of its kind. */
export async function saveTemplate(
  sql: Queryable,
  viewer: Viewer,
  given: { dataset: string; headers: readonly string[]; mapping: Mapping },
): Promise<void> {
  const kept = JSON.stringify({ headers: given.headers, mapping: given.mapping });
  await sql`
    insert into import_template (dataset, headers, mapping, person_id)
    values (${given.dataset}, ${keyOf(viewer, given.headers)}, ${kept}::text::jsonb, ${viewer.personId})
    on conflict (dataset, headers) do update set mapping = excluded.mapping, person_id = excluded.person_id, saved_at = now()`;
}
