import type { Session } from "./session";

/** What is copied; what migrations themselves write down follows from the migrations. */
const SCHEMAS = ["public", "graphile_worker"];
const FOLLOWS = ["graphile_worker.migrations"];

export type CopiedTable = { schema: string; name: string; columns: string[] };

/** Every table with rows of its own, and its columns that are not computed by the database. */
export async function copiedTables(session: Session): Promise<CopiedTable[]> {
  return session.rows<CopiedTable>(
    `
    select nspname as schema, relname as name, array_agg(attname::text order by attnum) as columns
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
    where relkind = 'r' and nspname = any($1) and nspname || '.' || relname <> all($2)
    group by nspname, relname order by nspname, relname`,
    [SCHEMAS, FOLLOWS],
  );
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A table's name as SQL. */
export const tableName = ({ schema, name }: { schema: string; name: string }): string =>
  `${quoted(schema)}.${quoted(name)}`;

/** A table with its columns, as COPY names them. */
export const copyTarget = (table: CopiedTable): string =>
  `${tableName(table)} (${table.columns.map(quoted).join(", ")})`;

export type SequenceState = { schema: string; name: string; last: string; called: boolean };

/** Where each sequence stands. Sequences are outside of snapshots: read last, they are never behind the rows. */
export async function sequenceStates(session: Session): Promise<SequenceState[]> {
  const found = await session.rows<{ schema: string; name: string }>(
    "select schemaname as schema, sequencename as name from pg_sequences where schemaname = any($1) order by 1, 2",
    [SCHEMAS],
  );
  const states: SequenceState[] = [];
  for (const one of found) {
    const [row] = await session.rows<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${tableName(one)}`,
    );
    if (row) states.push({ ...one, ...row });
  }
  return states;
}
