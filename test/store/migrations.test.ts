import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import journal from "@/db/migrations/meta/_journal.json";
import { migrate } from "@/scripts/migrate";
import { type TestDatabase, testDatabase } from "@/test/setup/database";

let database: TestDatabase;
const scratch = mkdtempSync(path.join(os.tmpdir(), "halfpitch-migrations-"));

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

/** A copy of the migrations with one more, dated `when`. */
function withOneMore(name: string, when: number, statement: string): string {
  const folder = path.join(scratch, name);
  cpSync("db/migrations", folder, { recursive: true });
  const idx = journal.entries.length;
  const entries = [...journal.entries, { idx, version: "7", when, tag: name, breakpoints: true }];
  writeFileSync(path.join(folder, "meta", "_journal.json"), JSON.stringify({ ...journal, entries }));
  writeFileSync(path.join(folder, `${name}.sql`), statement);
  return folder;
}

describe("migrations", () => {
  test("the journal's numbers and dates strictly increase and name the files that are there", () => {
    const { entries } = journal;
    expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, at) => at));
    for (const [at, entry] of entries.entries()) expect(entry.when).toBeGreaterThan(entries[at - 1]?.when ?? 0);
    const files = readdirSync("db/migrations").filter((name) => name.endsWith(".sql"));
    expect(files.toSorted()).toEqual(entries.map(({ tag }) => `${tag}.sql`).toSorted());
    for (const file of files) expect(readFileSync(path.join("db/migrations", file), "utf8")).not.toBe("");
  });

  test("a migrated database has nothing left to do, even for two at once", async () => {
    const results = await Promise.all([migrate(database.ownerUrl), migrate(database.ownerUrl)]);
    expect(results).toEqual([
      { applied: 0, total: journal.entries.length },
      { applied: 0, total: journal.entries.length },
    ]);
  });

  test("a migration dated before the newest is noticed instead of being passed over", async () => {
    const folder = withOneMore("out_of_order", 1, "CREATE TABLE passed_over (id int);");
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/Only \d+ of \d+ migrations/);
  });

  test("two machines apply a new migration once, and an older version then refuses the database", async () => {
    const newest = journal.entries.at(-1)?.when ?? 0;
    const folder = withOneMore("one_more", newest + 1, "CREATE TABLE one_more (id int);");
    const results = await Promise.all([migrate(database.ownerUrl, folder), migrate(database.ownerUrl, folder)]);
    expect(results.map(({ applied }) => applied).toSorted((one, other) => one - other)).toEqual([0, 1]);
    const sql = postgres(database.ownerUrl, { max: 1 });
    expect(await sql`SELECT to_regclass('one_more')::text AS name`).toEqual([{ name: "one_more" }]);
    await sql.end();
    await expect(migrate(database.ownerUrl)).rejects.toThrow(/too old/);
  });
});
