import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "..");
const alias = { "@": root, "server-only": path.join(root, "test/setup/empty.ts") };

/**
 * Pure functions, what reads recorded files by the day that they name, and what is about sizes, killed processes and the
 * starter data at a stretch: long, or told nothing by a second date. They run once in `npm test`, in the first of its two dates.
 */
const HELD_ONCE = [
  "test/*.test.ts",
  "test/unit/**",
  "test/pages/**",
  "test/access/no-writing-while-viewing.test.ts",
  "test/ingest/connectors/**",
  "test/ingest/edgar/**",
  "test/ingest/cron-week.test.ts",
  "test/ingest/full-refresh.test.ts",
  "test/ingest/killed.test.ts",
  "test/ingest/killed-anywhere.test.ts",
  "test/store/backup.test.ts",
  "test/store/memory-walk.test.ts",
  "test/store/newest-rows.test.ts",
  "test/store/tally.test.ts",
  "test/studio/catalogue/**",
  "test/studio/group-draft.test.ts",
  "test/studio/made-cells.test.ts",
  "test/ingest/fetch.test.ts",
  "test/ingest/traps.test.ts",
  "test/ingest/gpu-connectors.test.ts",
  "test/store/point-in-time.test.ts",
  "test/store/index-levels.test.ts",
  "test/store/starter.test.ts",
  "test/studio/eight-at-once.test.ts",
  "test/studio/import/**",
  "test/studio/killed-publish.test.ts",
];
const again = process.env["HALFPITCH_TEST_AGAIN"] === "1";

// Each test file of the unit project has its own database; the browser tests share one browser and one site.
export default defineConfig({
  root,
  resolve: { alias },
  test: {
    projects: [
      {
        root,
        resolve: { alias },
        test: {
          name: "unit",
          include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
          exclude: ["test/browser/**", ...(again ? HELD_ONCE : [])],
          globalSetup: ["test/setup/database-server.ts"],
          setupFiles: ["test/setup/follow-fixtures-day.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        resolve: { alias },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/setup/database-server.ts", "test/setup/app-server.ts"],
          setupFiles: ["test/setup/follow-fixtures-day.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
