import path from "node:path";
import { fileURLToPath } from "node:url";
import { connect, type Database } from "@/db/client";
import { registerExtraDatasets } from "@/lib/datasets/extra";
import { env } from "@/lib/env";
import { loadStarter, type LoadReport } from "@/lib/starter/load";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "db", "starter");

/** Loads the house's starter dataset, then the starter file beside each extra dataset definition. */
export async function loadAllStarters(db: Database): Promise<LoadReport> {
  const extras = await registerExtraDatasets(env().HALFPITCH_DATASETS);
  const report = await loadStarter(db, root);
  for (const { dataset, folder } of extras) {
    const more = await loadStarter(db, folder, [dataset]);
    report.parts.push(...more.parts.filter((part) => part.rows > 0 || part.part === dataset.slug));
    report.rejects.push(...more.rejects);
  }
  return report;
}

/** The report in lines that a person can read. */
export function reportLines({ parts, rejects }: LoadReport): string[] {
  const count = (part: LoadReport["parts"][number]) =>
    part.skipped
      ? "unchanged"
      : `${part.rows} rows, ${part.loaded} loaded, ${part.unchanged} already there or rejected`;
  return [
    ...parts.map((part) => `${part.part}: ${count(part)}`),
    ...rejects.map(({ file, line, column, reason }) => `rejected ${file}:${line} ${column}: ${reason}`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = env().DATABASE_URL;
  if (!url) throw new Error("Set DATABASE_URL, or use `npm start`.");
  const db = connect(url);
  try {
    const report = await loadAllStarters(db);
    for (const line of reportLines(report)) console.log(line);
    process.exitCode = report.rejects.length > 0 ? 1 : 0;
  } finally {
    await db.close();
  }
}
