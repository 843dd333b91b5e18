import type { Database, Sql, Transaction } from "@/db/client";

/**
 * A database whose nth statement within a transaction is never sent: `die` is called instead. What was sent before it
 * has reached the server, as when a machine fails between two steps.
 */
export function dyingDatabase(db: Database, nth: number, die: () => never): Database {
  let steps = 0;
  const counted = (tx: Transaction): Transaction =>
    new Proxy(tx, {
      apply: (target, self, args: unknown[]) => {
        const first = args[0];
        // A call with a list of texts is a statement or a part of one.
        const statement =
          Array.isArray(first) &&
          "raw" in first &&
          /^\s*(select|insert|update|delete|with|set)\b/i.test(String(first[0]));
        if (statement) steps += 1;
        return statement && steps === nth ? die() : Reflect.apply(target, self, args);
      },
    });
  const begin = (work: (tx: Transaction) => Promise<unknown>) => db.sql.begin((tx) => work(counted(tx)));
  const sql: Sql = new Proxy(db.sql, {
    get: (target, name, receiver) => (name === "begin" ? begin : Reflect.get(target, name, receiver)),
  });
  return { ...db, sql };
}
