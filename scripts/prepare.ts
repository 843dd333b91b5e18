import { connect, type Database } from "@/db/client";
import { env } from "@/lib/env";
import { publishIndices } from "@/lib/indices/publish-indices";
import { jsonLog } from "@/lib/ingest/run/log";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import { deliverPublished } from "@/lib/published/deliver";
import { followDatabaseClock } from "@/lib/store/follow-database-clock";
import { noteMethods } from "@/lib/store/record/note-methods";
import { loadAllStarters } from "./load-starter";
import { migrate } from "./migrate";
import { type DemoAccount, seedDemo } from "./seed-demo";

/** What is told to the launcher, which shows it. */
export type Progress =
  | { kind: "begin"; title: string }
  | { kind: "end"; outcome: string }
  | { kind: "checked"; port: number; host: string; url: string; demoPassword: string | null }
  | { kind: "accounts"; accounts: readonly DemoAccount[] }
  | { kind: "admins"; count: number }
  | { kind: "rejects"; lines: readonly string[] }
  | { kind: "refusal"; sentence: string };

function tell(progress: Progress): void {
  process.send?.(progress);
}

async function step(title: string, work: () => Promise<string>): Promise<void> {
  tell({ kind: "begin", title });
  tell({ kind: "end", outcome: await work() });
}

function check(): void {
  const { PORT, HOST, HALFPITCH_URL, HALFPITCH_DEMO_PASSWORD } = env();
  tell({ kind: "checked", port: PORT, host: HOST, url: HALFPITCH_URL, demoPassword: HALFPITCH_DEMO_PASSWORD ?? null });
}

/**
 * Has everything that follows a publication follow from what was just loaded, the index among it, so that the site opens
 * with it; an index that nothing was loaded for is brought up to yesterday. Returns how many of its values are new.
 */
async function bringIndexUp(db: Database): Promise<number> {
  const log = jsonLog((line) => console.error(line), now);
  const outcomes = await deliverPublished({ db, send: mailOffered() ? sendMail : null, log });
  const computed = outcomes.flatMap((one) =>
    one.subscriber === "price-index" && one.state === "delivered" && one.publications > 0
      ? [one.figures["appended"] ?? 0]
      : [],
  );
  if (computed.length === 0) return (await publishIndices(db)).appended;
  return computed.reduce((sum, appended) => sum + appended, 0);
}

/** How many people may look after the installation. */
async function countAdmins(db: Database): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`
    select count(*)::int as n from member join person on person.id = member.person_id
    where role = 'admin' and person.disabled_at is null`;
  return row?.n ?? 0;
}

async function prepare(): Promise<void> {
  const { DATABASE_URL, DATABASE_OWNER_URL, HALFPITCH_DEMO, HALFPITCH_DEMO_PASSWORD } = env();
  if (!DATABASE_URL || !DATABASE_OWNER_URL) throw new Error("no database was named");
  await step("Database schema", async () => {
    const { applied, total } = await migrate(DATABASE_OWNER_URL);
    return applied === 0 ? `up to date, ${total} migrations` : `${applied} of ${total} migrations applied`;
  });
  const db = connect(DATABASE_URL);
  try {
    await followDatabaseClock(db.sql);
    await step("Starter dataset", async () => {
      const { parts, rejects } = await loadAllStarters(db);
      await noteMethods(db.sql);
      tell({
        kind: "rejects",
        lines: rejects.map(({ file, line, column, reason }) => `${file}:${line} ${column}: ${reason}`),
      });
      const loaded = parts.reduce((sum, part) => sum + part.loaded, 0);
      return loaded === 0 ? "already loaded" : `${loaded.toLocaleString("en")} rows loaded`;
    });
    await step("Price index", async () => {
      const appended = await bringIndexUp(db);
      return appended === 0 ? "up to date" : `${appended.toLocaleString("en")} values published`;
    });
    if (HALFPITCH_DEMO)
      await step("Demo accounts", async () => {
        const accounts = await seedDemo(db, HALFPITCH_DEMO_PASSWORD);
        tell({ kind: "accounts", accounts });
        return accounts.some((account) => account.password !== null) ? "made" : "already there";
      });
    else tell({ kind: "admins", count: await countAdmins(db) });
  } finally {
    await db.close();
  }
}

/** The code of a failure or of what caused it: Drizzle wraps what the database said. */
function sqlState(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : sqlState(error.cause);
}

/** The sentence for a failure that the person can put right; null for a defect. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof AppError) return error.message;
  const code = sqlState(error);
  if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CONNECT_TIMEOUT", "ECONNRESET", "ETIMEDOUT"].includes(code)) {
    return `The database named by DATABASE_URL cannot be reached (${code}).`;
  }
  if (code === "28P01" || code === "28000")
    return "The database named by DATABASE_URL refuses the user or the password.";
  if (code === "3D000") return "The database named by DATABASE_URL does not exist.";
  if (code === "42501")
    return "The user of DATABASE_OWNER_URL (or DATABASE_URL) lacks a right: it must own the database and may create roles, or the role halfpitch_app must exist and be granted to it.";
  return null;
}

try {
  if (process.argv[2] === "check") check();
  else await prepare();
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence) tell({ kind: "refusal", sentence });
  else console.error(error);
  process.exitCode = 1;
}
process.disconnect?.();
