import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "@/db/client";
import type { ConnectorCard } from "../connector";
import { keptPayload } from "../payload/kept-payload";
import { SourceError } from "../source-error";
import type { Ask, Question } from "./ask";
import { attempt, type Outcome, type Tools, type Validator } from "./attempt";
import { quotaOf } from "./follow";
import { backoff } from "./limits";
import { pauseQuota } from "./quota";
import { robotsRule } from "./robots";

/** A payload that was asked for, as the run notes it. */
export type Noted = { name: string; url: string; hash: string; bytes: number; keptBytes: number; fresh: boolean };

const keyOf = ({ method = "GET", url, body, version }: Question): string =>
  createHash("sha256")
    .update(JSON.stringify([method, url, body ?? null, ...(version ? [version.name] : [])]))
    .digest("hex");

async function knownValidator(tools: Tools, question: Question): Promise<Validator | null> {
  const [row] = await tools.sql<{ etag: string | null; lastModified: string | null; hash: string }[]>`
    select etag, last_modified as "lastModified", hash from http_validator where request = ${keyOf(question)}`;
  return row && (await tools.store.has(row.hash)) ? row : null;
}

async function noteKept(sql: Sql, question: Question, outcome: Extract<Outcome, { kind: "kept" }>): Promise<void> {
  const { taken, validator } = outcome;
  await sql`
    insert into payload (hash, bytes, kept_bytes) values (${taken.hash}, ${taken.bytes}, ${taken.keptBytes})
    on conflict do nothing`;
  await sql`
    insert into http_validator (request, etag, last_modified, hash)
    values (${keyOf(question)}, ${validator.etag}, ${validator.lastModified}, ${taken.hash})
    on conflict (request) do update set etag = excluded.etag, last_modified = excluded.last_modified,
      hash = excluded.hash, seen_at = now()`;
}

/** Whether what was kept is what a question asks for, so that it need not be asked. */
async function serves(tools: Tools, { name, url, version }: Question, known: Validator | null): Promise<boolean> {
  if (!version || !known) return false;
  return version.complete(await keptPayload(tools.store, { name, url, hash: known.hash, bytes: 0 }).text());
}

/** Tries until the source answers or no attempt is left; between two attempts everybody leaves its quota alone. */
async function persist(tools: Tools, card: ConnectorCard, question: Question, known: Validator | null) {
  const { quota } = quotaOf(card.hosts, new URL(question.url).host);
  for (let tried = 1; ; tried += 1) {
    const outcome = await attempt(tools, card, question, known);
    if (outcome.kind !== "again") return outcome;
    const waitMs = outcome.waitMs ?? backoff(tools.limits, tried + 1, Math.random());
    if (tried >= tools.limits.attempts) throw outcome.error;
    if (waitMs > tools.limits.longestWaitMs) {
      await pauseQuota(tools.sql, quota, Math.min(waitMs, 3_600_000));
      throw new SourceError(
        "limited",
        `${outcome.error.message} It wants ${Math.round(waitMs / 1000)} seconds of rest.`,
      );
    }
    await pauseQuota(tools.sql, quota, waitMs);
    await pause(waitMs);
  }
}

async function readRobots(tools: Tools, card: ConnectorCard, place: URL): Promise<string | null> {
  const url = place.href;
  const question: Question = { name: "robots.txt", url, expects: "text", absentOn: [400, 401, 403, 404, 410] };
  // Hosts of web applications answer any path with their page: one without rules, as RFC 9309 reads what it cannot.
  const outcome = await persist(tools, { ...card, mostBytes: 500_000 }, question, null).catch((error: unknown) => {
    if (error instanceof SourceError && error.kind === "not-what-was-asked") return null;
    throw error;
  });
  if (outcome?.kind !== "kept") return null;
  return keptPayload(tools.store, { name: "robots.txt", url, hash: outcome.taken.hash, bytes: 0 }).text();
}

/**
 * The asking of one run: in turn with all other processes, again after a pause where that may help, only what has
 * changed, nothing that robots.txt closes. Each payload is kept, and noted before it is handed to the connector.
 */
export function politeAsk(tools: Tools, card: ConnectorCard, note: (kept: Noted) => Promise<void>): Ask {
  const demandAllowed = robotsRule("Halfpitch", (place) => readRobots(tools, card, place));
  return async (question) => {
    const known = await knownValidator(tools, question);
    const served = await serves(tools, question, known);
    const place = new URL(question.url);
    if (card.robots && card.hosts[place.host]?.robots !== false && !served) await demandAllowed(place);
    const outcome: Outcome = served ? { kind: "unchanged" } : await persist(tools, card, question, known);
    if (outcome.kind === "absent") return null;
    if (outcome.kind === "kept") await noteKept(tools.sql, question, outcome);
    else if (!known)
      throw new SourceError("not-what-was-asked", `${question.name}: 304 to a question without condition.`);
    const [kept] = await tools.sql<{ bytes: number; keptBytes: number }[]>`
      select bytes::float8 as bytes, kept_bytes::float8 as "keptBytes" from payload
      where hash = ${outcome.kind === "kept" ? outcome.taken.hash : (known?.hash ?? "")}`;
    const { name, url } = question;
    const hash = outcome.kind === "kept" ? outcome.taken.hash : (known?.hash ?? "");
    const payload = { name, url, hash, bytes: kept?.bytes ?? 0 };
    await note({ ...payload, keptBytes: kept?.keptBytes ?? 0, fresh: outcome.kind === "kept" });
    return keptPayload(tools.store, payload);
  };
}
