import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { from, to } from "pg-copy-streams";

/** One connection of a database's owner, with which whole tables are copied out and in. */
export type Session = {
  rows: <T extends object>(text: string, values?: readonly unknown[]) => Promise<T[]>;
  /** The rows of a table in the text form of COPY. They have to be read to their end. */
  copyOut: (target: string) => AsyncIterable<Buffer>;
  copyIn: (target: string, source: AsyncIterable<Buffer>) => Promise<void>;
  /** Does work in one transaction, undone where it throws. */
  within: <T>(begin: string, work: () => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

/** Opens a connection at `url`, in UTC, so that text means the same on every server. */
export async function openSession(url: string): Promise<Session> {
  const client = new Client({
    connectionString: url,
    application_name: "halfpitch-backup",
    options: "-c TimeZone=UTC",
  });
  // What breaks it is thrown by the query that notices.
  client.on("error", () => undefined);
  await client.connect();
  return {
    rows: async (text, values = []) => (await client.query(text, [...values])).rows,
    copyOut: (target) => client.query(to(`copy ${target} to stdout`)),
    copyIn: (target, source) => pipeline(source, client.query(from(`copy ${target} from stdin`))),
    within: async (begin, work) => {
      await client.query(begin);
      try {
        const answer = await work();
        await client.query("commit");
        return answer;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      }
    },
    close: () => client.end(),
  };
}
