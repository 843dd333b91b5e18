import type { Database, Sql, Transaction } from "@/db/client";

/**
 * A database whose nth statement within a transaction is never sent: `die` is called instead, with the number of the
 * server's process for that connection. What was sent before it has reached the server, as when a machine fails between
 * two steps.
 */
export function dyingDatabase(db: Database, nth: number, die: (pid: number) => Promise<never>): Database {
  let steps = 0;
  // A text becomes a statement by being awaited; one that is a part of another never is.
  const counted = <Q extends object>(query: Q, pid: number): Q =>
    new Proxy(query, {
      get: (target, name) => {
        if (name === "then") {
          steps += 1;
          if (steps === nth) return () => void die(pid);
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const watched = (tx: Transaction, pid: number): Transaction =>
    new Proxy(tx, {
      apply: (target, self, args: unknown[]) => {
        const made: unknown = Reflect.apply(target, self, args);
        const text = Array.isArray(args[0]) && "raw" in args[0];
        return text && typeof made === "object" && made !== null ? counted(made, pid) : made;
      },
    });
  type Work = (tx: Transaction) => Promise<unknown>;
  const begin = (...given: [Work] | [options: string, Work]) => {
    const [options, work] = given.length === 1 ? ["", given[0]] : given;
    return db.sql.begin(options, async (tx) => {
      const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      return work(watched(tx, own?.pid ?? 0));
    });
  };
  const sql: Sql = new Proxy(db.sql, {
    get: (target, name, receiver) => (name === "begin" ? begin : Reflect.get(target, name, receiver)),
  });
  return { ...db, sql };
}
