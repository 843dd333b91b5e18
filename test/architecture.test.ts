import { describe, expect, test } from "vitest";
import { type AllowanceTable, importsOf, sourceFiles, textOf, violations } from "@/test/setup/imports";

/** Who may import whom. A folder may always import itself; a longer path is a rule of its own. */
const table: AllowanceTable = {
  "lib/kernel": { may: [] },
  "lib/entities": { may: ["lib/kernel"] },
  "lib/datasets": { may: ["lib/kernel", "lib/entities"] },
  "lib/models": { may: ["lib/kernel", "lib/datasets"] },
  "lib/provenance": { may: ["lib/kernel", "lib/datasets"], types: ["lib/store/rows"] },
  "lib/env": { may: ["lib/kernel"] },
  db: { may: ["lib/kernel"] },
  "lib/readiness": { may: ["lib/store", "db"] },
  "lib/store": { may: ["lib/kernel", "lib/datasets", "lib/entities", "lib/provenance", "lib/env", "db"] },
  "lib/starter": { may: ["lib/kernel", "lib/datasets", "lib/entities", "lib/provenance", "lib/store", "db"] },
  "lib/ingest": {
    may: [
      "lib/kernel",
      "lib/datasets",
      "lib/entities",
      "lib/models",
      "lib/provenance",
      "lib/store",
      "lib/env",
      "lib/audit",
      "lib/mail",
      "db",
    ],
  },
  "lib/indices": {
    may: ["lib/kernel", "lib/datasets", "lib/entities", "lib/models", "lib/store", "lib/ingest", "lib/env", "db"],
  },
  "lib/jobs": { may: ["lib/kernel", "db"] },
  "lib/mail": { may: ["lib/kernel", "lib/env"] },
  "lib/audit": { may: ["lib/kernel", "db"] },
  "lib/access": {
    may: ["lib/kernel", "lib/datasets", "lib/entities", "lib/store", "lib/env", "lib/audit", "lib/mail", "db"],
  },
  "lib/studio": {
    may: [
      "lib/kernel",
      "lib/datasets",
      "lib/entities",
      "lib/models",
      "lib/provenance",
      // A draft's blast radius is told in what pages show.
      "lib/dashboards",
      "lib/access",
      "lib/audit",
      "lib/env",
      "lib/ingest",
      "lib/indices",
      "lib/jobs",
      "lib/store",
      "db",
    ],
  },
  // What follows a publication knows all that can follow; nothing that publishes knows it.
  "lib/published": {
    may: [
      "lib/kernel",
      "lib/access",
      "lib/env",
      "lib/ingest",
      "lib/indices",
      "lib/mail",
      "lib/store",
      "lib/studio",
      "db",
    ],
  },
  "lib/work": {
    may: [
      "lib/kernel",
      "lib/ingest",
      "lib/indices",
      "lib/jobs",
      "lib/mail",
      "lib/published",
      "lib/retention",
      "lib/store",
      "lib/studio",
      "db",
    ],
  },
  "lib/retention": { may: ["lib/kernel", "lib/env", "lib/ingest/payload", "lib/audit", "db"] },
  "lib/backup": { may: ["lib/kernel", "lib/ingest/payload", "db"] },
  "lib/office": { may: ["lib/kernel", "lib/access", "lib/audit", "lib/store", "db"] },
  "lib/status": {
    may: ["lib/kernel", "lib/datasets", "lib/models", "lib/ingest", "lib/indices", "lib/jobs", "lib/store", "db"],
    types: ["lib/access/reader"],
  },
  // Stands before the web server: what it answers itself must not need one.
  "lib/front": {
    may: ["lib/kernel", "lib/access/client-address", "lib/env", "lib/status/metrics-token", "lib/store/keep"],
  },
  // Numbers reach a page through the reader of lib/access alone; of the store a page knows the types of rows.
  // What an index reads through that reader, and never from the store, is told in two files; a third says where a seller belongs.
  "lib/dashboards": {
    may: [
      "lib/kernel",
      "lib/datasets",
      "lib/entities",
      "lib/models",
      "lib/provenance",
      "lib/indices/headline-level",
      "lib/indices/recomputed-levels",
      "lib/indices/roster",
      // Keeps answers, and knows no number.
      "lib/store/keep",
    ],
    types: ["lib/access/reader", "lib/store/rows", "lib/store/assessments", "lib/store/rate-cards"],
  },
  app: {
    may: [
      "lib/kernel",
      "lib/datasets",
      "lib/entities",
      "lib/models",
      "lib/provenance",
      "lib/dashboards",
      "lib/access",
      "lib/audit/areas",
      "lib/audit/describe",
      "lib/office",
      "lib/env",
      "lib/readiness",
      "lib/studio",
      "lib/published/read-blast-radius",
      "lib/status",
    ],
    types: ["lib/store/rows"],
  },
  scripts: { may: ["lib", "db"] },
};

const server = ["lib/store", "lib/access", "lib/starter", "lib/env", "lib/readiness", "db"];

/** Values that a file for the browser takes from the server's side. */
function serverImports(file: string, text: string): string[] {
  if (!/^\s*(?:\/\*[\s\S]*?\*\/\s*)?["']use client["']/.test(text)) return [];
  return importsOf(text)
    .filter(
      ({ from, typesOnly }) =>
        !typesOnly && server.some((area) => from === `@/${area}` || from.startsWith(`@/${area}/`)),
    )
    .map(({ line, from }) => `${file}:${line} runs in the browser and imports ${from}`);
}

describe("who may import whom", () => {
  test("every file keeps to the table", () => {
    const found = sourceFiles(["lib", "db", "app", "scripts"]).flatMap((file) => violations(file, textOf(file), table));
    expect(found).toEqual([]);
  });

  test("a file for the browser imports no server code", () => {
    expect(sourceFiles(["app"]).flatMap((file) => serverImports(file, textOf(file)))).toEqual([]);
  });
});

describe("the check itself", () => {
  test.each([
    ["app/(reader)/prices/page.tsx", 'import { database } from "@/lib/store/database";'],
    ["app/(reader)/prices/page.tsx", 'import { readSeries } from "@/lib/store/read-series";'],
    ["app/(reader)/prices/page.tsx", 'import {\n  type Row,\n  readSeries,\n} from "@/lib/store/rows";'],
    ["app/api/x/route.ts", 'const store = await import("@/lib/store/read-series");'],
    ["app/api/x/route.ts", 'import "../../../lib/store/keep";'],
    ["app/api/x/route.ts", 'export { rows } from "@/lib/store/rows";'],
    ["lib/kernel/period.ts", 'import { env } from "../env";'],
    ["lib/store/trace.ts", 'import { Reader } from "@/lib/access/reader";'],
    ["lib/unheard/of.ts", ""],
  ])("%s is refused: %s", (file, text) => {
    expect(violations(file, text, table)).toHaveLength(1);
  });

  test.each([
    ["app/(reader)/prices/page.tsx", 'import type { Observation } from "@/lib/store/rows";'],
    ["app/(reader)/prices/page.tsx", 'import { type Observation, type Series } from "@/lib/store/rows";'],
    ["app/(reader)/prices/page.tsx", 'import { cache } from "react";'],
    ["lib/store/trace.ts", 'import { asOf } from "./as-of";'],
    ["lib/env.ts", 'import { AppError } from "@/lib/kernel/error";'],
  ])("%s is allowed: %s", (file, text) => {
    expect(violations(file, text, table)).toEqual([]);
  });

  test("a browser file with a database is refused", () => {
    const text = '"use client";\nimport { useState } from "react";\nimport { database } from "@/lib/store/database";\n';
    expect(serverImports("app/_ui/x.tsx", text)).toHaveLength(1);
  });
});
