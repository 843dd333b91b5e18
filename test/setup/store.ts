import { afterAll, beforeAll } from "vitest";
import { connect, type Database } from "@/db/client";
import { type Alongside, publishChangeSet } from "@/lib/store/publish/publish-change-set";
import type { ChangeSetInput } from "@/lib/store/publish/change-set";
import { testDatabase } from "./database";

export { toyDataset } from "./store-toy";

/** A migrated database of this test file's own, as the application role. Dropped when the file is done. */
export const useStore = (): { readonly db: Database; readonly ownerUrl: string } => useCopy(async () => undefined);

/** The same as a copy of another database; undefined is an empty one. */
export function useCopy(of: () => Promise<string | undefined>): { readonly db: Database; readonly ownerUrl: string } {
  let db: Database | undefined;
  let ownerUrl = "";
  let drop: () => Promise<void> = async () => undefined;
  beforeAll(async () => {
    const made = await testDatabase(await of());
    ({ ownerUrl, drop } = made);
    db = connect(made.url, { max: 4 });
  }, 120_000);
  afterAll(async () => {
    await db?.close();
    await drop();
  });
  return {
    get db() {
      if (!db) throw new Error("the database is opened before the first test");
      return db;
    },
    get ownerUrl() {
      return ownerUrl;
    },
  };
}

/** Publishes for a test, with the toy's source in place. */
export function publish(db: Database, changes: Partial<ChangeSetInput>, alongside?: Alongside) {
  const whole: ChangeSetInput = {
    author: { kind: "person", name: "Test analyst" },
    reason: "Constructed for a test",
    ...changes,
    sources: [
      { key: "toy-survey", title: "Constructed survey", publisher: "Constructed publisher", kind: "survey" },
      ...(changes.sources ?? []),
    ],
  };
  return publishChangeSet(db, whole, alongside);
}
