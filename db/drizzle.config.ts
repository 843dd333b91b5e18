import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
  // Only the table browser connects; `npm run db:studio` sets it.
  // oxlint-disable-next-line node/no-process-env
  dbCredentials: { url: process.env["DATABASE_URL"] ?? "" },
});
