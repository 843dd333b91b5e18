import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import path from "node:path";
import { now } from "@/lib/kernel/clock";
import type { ConnectorCard } from "../connector";
import type { PayloadStore } from "../payload/payload-store";
import { SourceError } from "../source-error";
import type { Question } from "./ask";
import { type Answered, follow, headerOf, type Ways } from "./follow";
import { retryAfterMs } from "./limits";
import { takeBody, type Taken } from "./take-body";
import { sourceError } from "./wire";

export type Validator = { etag: string | null; lastModified: string | null; hash: string };
export type Tools = Ways & { store: PayloadStore; scratch: string; userAgent: string };

/** What one attempt came to. `again` may be tried once more, after a pause that the source may have named. */
export type Outcome =
  | { kind: "kept"; taken: Taken; validator: Pick<Validator, "etag" | "lastModified"> }
  | { kind: "unchanged" }
  | { kind: "absent" }
  | { kind: "again"; error: SourceError; waitMs: number | null };

const ACCEPT: Record<Question["expects"], string> = {
  json: "application/json",
  csv: "text/csv, text/plain",
  yaml: "application/yaml, text/plain",
  zip: "application/zip, application/octet-stream",
  text: "*/*",
};

const PASSING = new Set<SourceError["kind"]>(["unreachable", "stalled", "truncated"]);

function refuseOtherThanAsked(question: Question, answer: Answered, taken: Taken): void {
  const start = taken.beginning.trimStart().slice(0, 200).toLowerCase();
  const page = start.startsWith("<!doctype html") || start.startsWith("<html");
  const type = (headerOf(answer, "content-type") ?? "").toLowerCase();
  const bad = page || (question.expects === "json" && !/^[[{"\d-]|^(true|false|null)/.test(start));
  if (!bad && !(question.expects !== "text" && type.startsWith("text/html"))) return;
  const title = /<title>([^<]{1,80})/i.exec(taken.beginning)?.[1]?.trim();
  const what = page ? `a web page${title ? ` titled “${title}”` : ""}` : "something else";
  throw new SourceError(
    "not-what-was-asked",
    `${answer.url.host} answered ${answer.statusCode} with ${what} where ${question.expects} was asked for.`,
  );
}

function ofStatus(question: Question, answer: Answered): Outcome | null {
  const { statusCode } = answer;
  if (statusCode === 304) return { kind: "unchanged" };
  if (question.absentOn?.includes(statusCode)) return { kind: "absent" };
  if (statusCode >= 200 && statusCode < 300) return null;
  const waitMs = retryAfterMs(headerOf(answer, "retry-after"), now());
  if (statusCode === 429)
    return {
      kind: "again",
      waitMs,
      error: new SourceError("limited", `${answer.url.host} asks us to slow down (429).`),
    };
  if (statusCode >= 500)
    return { kind: "again", waitMs, error: new SourceError("failing", `${answer.url.host} fails with ${statusCode}.`) };
  throw new SourceError("refused", `${answer.url.host} refuses ${question.name} with ${statusCode}.`);
}

/** Asks once and keeps what comes. Throws SourceError where trying again would not help. */
export async function attempt(
  tools: Tools,
  card: Pick<ConnectorCard, "hosts" | "mostBytes">,
  question: Question,
  known: Validator | null,
): Promise<Outcome> {
  const headers: Record<string, string> = {
    "user-agent": tools.userAgent,
    accept: ACCEPT[question.expects],
    "accept-encoding": "gzip, deflate, br",
    ...(question.body === undefined ? {} : { "content-type": "application/json" }),
    ...(known?.etag ? { "if-none-match": known.etag } : {}),
    ...(known?.lastModified ? { "if-modified-since": known.lastModified } : {}),
    ...question.headers,
  };
  const body = question.body === undefined ? {} : { body: JSON.stringify(question.body) };
  const url = new URL(question.url);
  const file = path.join(tools.scratch, `${randomBytes(8).toString("hex")}.gz`);
  try {
    const answer = await follow(tools, card.hosts, url, { method: question.method ?? "GET", headers, ...body });
    const early = ofStatus(question, answer);
    if (early) {
      await answer.body.dump();
      return early;
    }
    const bounds = { mostBytes: card.mostBytes, answerMs: tools.limits.answerMs };
    const taken = await takeBody(answer.body, headerOf(answer, "content-encoding") ?? "", file, bounds);
    refuseOtherThanAsked(question, answer, taken);
    await tools.store.keep(taken.hash, file);
    const validator = {
      etag: headerOf(answer, "etag") ?? null,
      lastModified: headerOf(answer, "last-modified") ?? null,
    };
    return { kind: "kept", taken, validator };
  } catch (thrown) {
    const error = sourceError(url.host, thrown);
    if (error instanceof SourceError && PASSING.has(error.kind)) return { kind: "again", error, waitMs: null };
    throw error;
  } finally {
    await rm(file, { force: true });
  }
}
