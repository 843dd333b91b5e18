import type { Database, Sql, Transaction } from "@/db/client";

/**
 * A database whose nth statement within a transaction is never sent: `die` is called instead. What was sent before it
 * has reached the server, as when a machine fails between two steps. Counts every statement in `steps`.
 */
export function dyingDatabase(
  db: Database,
  nth: number,
  die: (pid: number) => Promise<never>,
): Database & { steps: number } {
  const counter = { steps: 0 };
  const counted = (tx: Transaction, pid: number): Transaction =>
    new Proxy(tx, {
      apply: (target, self, args: unknown[]) => {
        const first = args[0];
        // A call with a list of texts is a statement or a part of one; parts end in no statement of their own.
        const statement =
          Array.isArray(first) &&
          "raw" in first &&
          /^\s*(select|insert|update|delete|with|set)\b/i.test(String(first[0]));
        if (statement) {
          counter.steps += 1;
          if (counter.steps === nth) return die(pid);
        }
        return Reflect.apply(target, self, args);
      },
    });
  const begin = (work: (tx: Transaction) => Promise<unknown>) =>
    db.sql.begin(async (tx) => {
      const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      return work(counted(tx, own?.pid ?? 0));
    });
  const sql: Sql = new Proxy(db.sql, {
    get: (target, name, receiver) => (name === "begin" ? begin : Reflect.get(target, name, receiver)),
  });
  return {
    ...db,
    sql,
    get steps() {
      return counter.steps;
    },
  };
}
