import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { build, builtFrom } from "@/scripts/launch/build.mjs";
import { freePort } from "@/scripts/launch/postgres.mjs";
import { prepare } from "@/scripts/launch/prepare.mjs";
import { startSite } from "@/scripts/launch/site.mjs";
import { startChromium } from "./chromium";
import { addressOf } from "./database-server";

/** The site under test, and how to sign in to it. */
export type Site = { baseUrl: string; demoPassword: string; browserEndpoint: string; databaseUrl: string };

declare module "vitest" {
  export interface ProvidedContext {
    site: Site;
  }
}

const demoPassword = "demo-password-of-the-tests";

// Set, if only to nothing, so that a developer's .env has no say.
const untouched = {
  HALFPITCH_CONTACT: "",
  METRICS_TOKEN: "a token for the metrics of the tests",
  SMTP_URL: "",
  MAIL_FROM: "",
  HALFPITCH_TRUST_PROXY: "",
  NEXTAUTH_URL: "",
  NEXTAUTH_SECRET: "",
};

/** Serves the built site on a free port, on a database of its own with the starter dataset and the demo accounts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = project.getProvidedContext().databaseServer;
  const sql = postgres(addressOf(server, "postgres", "owner"), { max: 1, onnotice: () => undefined });
  await sql.unsafe(`CREATE DATABASE halfpitch_site TEMPLATE ${server.template}`);
  await sql.end({ timeout: 5 });

  const folder = process.env["HALFPITCH_BUILD_FOLDER"] || ".next";
  if (!builtFrom(folder)) await build(folder);
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const databaseUrl = addressOf(server, "halfpitch_site", "application");
  const env: Record<string, string> = {
    ...untouched,
    // Datasets of one file each: one that the site must show everywhere, and one of which most must never hear.
    HALFPITCH_DATASETS: ["toy-lead-times", "toy-ledger"]
      .map((one) => path.resolve(`test/fixtures/toy/${one}.mjs`))
      .join(),
    PORT: String(port),
    HOST: "127.0.0.1",
    HALFPITCH_URL: baseUrl,
    HALFPITCH_BUILD_FOLDER: folder,
    DATABASE_URL: databaseUrl,
    DATABASE_OWNER_URL: addressOf(server, "halfpitch_site", "owner"),
    AUTH_SECRET: "a secret for the tests, longer than thirty-two characters",
    HALFPITCH_DEMO: "1",
    HALFPITCH_DEMO_PASSWORD: demoPassword,
  };
  await prepare("database", env, () => undefined);
  const [web, browser] = await Promise.all([
    startSite({ mode: "start", host: "127.0.0.1", port, env }),
    startChromium(),
  ]);
  project.provide("site", { baseUrl, demoPassword, browserEndpoint: browser.wsEndpoint(), databaseUrl });
  return async () => {
    await browser.close();
    await web.stop();
  };
}
