import type { Database } from "@/db/client";
import { readObservations } from "@/lib/store/read-observations";
import { LATEST } from "@/lib/store/as-of";

const [READERS, PAUSE_MS] = [2, 10];

/**
 * Reads the newest values over and over: whatever is published at once is seen at once, so that all cells of a lane always
 * say the same. `torn` names what did not.
 */
export function readUnderLoad(
  db: Database,
  dataset: string,
): { stop: () => Promise<{ count: number; torn: string[] }> } {
  let [count, stopped] = [0, false];
  const torn: string[] = [];
  const read = async () => {
    while (!stopped) {
      for (const lane of ["publish", "refresh"]) {
        const lines = Array.from({ length: 4 }, (_, at) => `kill-${lane}-${at}`);
        const rows = await readObservations(db.sql, { dataset, where: { line: lines } }, LATEST);
        const values = new Set(rows.map((row) => row.value));
        if (values.size > 1 || (rows.length > 0 && rows.length < 20))
          torn.push(`${lane} was seen half published: ${rows.length} values, ${[...values].join(", ")}`);
        count += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const readers = Array.from({ length: READERS }, read);
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(readers);
      return { count, torn: torn.slice(0, 5) };
    },
  };
}
