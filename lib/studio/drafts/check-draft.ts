import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { runChecks } from "@/lib/datasets/checks";
import { formAsked } from "@/lib/datasets/note-form";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { formatDay } from "@/lib/kernel/format";
import { database } from "@/lib/store/database";
import { keeper } from "@/lib/store/keep";
import { newestChangeSet } from "@/lib/store/read-releases";
import { standingRow } from "@/lib/store/standing";
import { askGate } from "./asked/ask-gate";
import { askMerges } from "./asked/ask-merges";
import { askPublishers } from "./asked/ask-publishers";
import { askRelays } from "./asked/ask-relays";
import { type DraftQuestion, questionsOf, readAnswers } from "./asked/questions";
import { readVoices } from "./asked/read-voices";
import { proposalsOf } from "./changes-of-draft";
import { CATALOGUE, type Draft, type DraftFinding, isSettled } from "./draft";
import { dryRunDraft } from "./dry-run";
import { hasMoved } from "./has-moved";
import { movedItems } from "./moved-items";
import { findDraft } from "./read-draft";
import { tellFindings } from "./told-findings";

type Lack = { series: string; period: string; lack: "source" | "unknown" | "reason" | "moved" };

const WORDS: Record<Lack["lack"], { rule: string; message: string }> = {
  source: { rule: "source", message: "Name the source of this value." },
  unknown: { rule: "source", message: "Its source is neither in the store nor among this draft's own." },
  reason: {
    rule: "reason",
    message: "Say why this published value changes: new information, correction or method change.",
  },
  moved: {
    rule: "moved",
    message: "What is published here has changed since it was edited. Look at both, and keep yours or take it back.",
  },
};

/** Cells to which something is missing that publication needs. */
async function lacks(sql: Queryable, draft: Draft): Promise<DraftFinding[]> {
  const rows = await sql<Lack[]>`
    with cell as (
      select c.*, now.status as now_status, ${hasMoved(sql, sql`now`)} as moved
      from draft_cell c left join ${standingRow(sql, sql`c.series`, sql`c.period`)} now on true
      where c.draft_id = ${draft.id}
    )
    select series, period, 'source' as lack from cell where source is null
    union all
    select series, period, 'unknown' from cell where source is not null
      and not exists (select 1 from source s where s.key = cell.source)
      and not exists (select 1 from draft_source s where s.draft_id = ${draft.id} and s.key = cell.source)
    union all
    select series, period, 'reason' from cell where reason is null and now_status is not null and now_status <> 'W'
    union all
    select series, period, 'moved' from cell where moved`;
  return rows.map(({ series, period, lack }) => ({ ...WORDS[lack], blocking: true, place: { series, period } }));
}

/** Entities and events whose newer state would be lost. */
async function lostItems(sql: Queryable, draft: Draft): Promise<DraftFinding[]> {
  return (await movedItems(sql, draft.id)).map((key) => ({
    rule: "moved",
    message: `${key} was changed by somebody else since it was proposed here. Look at it, and propose yours again if it is still meant.`,
    blocking: true,
    place: null,
  }));
}

const placeOf = (dataset: DatasetDefinition, { dims, measure, period }: ProposedObservation) => ({
  series: seriesCode(dataset, dims, measure),
  period,
});

/** Actuals of which their author is not sure: that is said, and somebody looks whether they are estimates. */
const doubtful = (dataset: DatasetDefinition, proposals: readonly ProposedObservation[]): DraftFinding[] =>
  proposals
    .filter((one) => one.status === "A" && one.confidence === "low")
    .map((one) => ({
      rule: "confidence",
      message: "Actual, and of low confidence: is it an estimate?",
      blocking: false,
      place: placeOf(dataset, one),
    }));

/** Notes that say of a number what its form does not, as that it is a floor: somebody looks at both. */
const misshapen = (dataset: DatasetDefinition, proposals: readonly ProposedObservation[]): DraftFinding[] =>
  proposals.flatMap((one) => {
    const message = formAsked(dataset, one);
    return message ? [{ rule: "form", message, blocking: false, place: placeOf(dataset, one), asks: "form" }] : [];
  });

/** What each cell says, by `SERIES PERIOD`. */
const saidOf = (dataset: DatasetDefinition, proposals: readonly ProposedObservation[]): Map<string, string> =>
  new Map(
    proposals.map((one) => {
      const { series, period } = placeOf(dataset, one);
      return [`${series} ${period}`, JSON.stringify([one.value, one.low, one.high, one.status, one.source, one.note])];
    }),
  );

/**
 * What the dataset's own checks say, which stop a publication, and what is asked: where the gate would hold a value, where a
 * source is of another publisher than its series, and where a relay is said to be actual.
 */
async function bySubject(sql: Queryable, draft: Draft): Promise<DraftFinding[]> {
  const dataset = datasetOf(draft.dataset);
  const proposals = await proposalsOf(sql, draft);
  const day = formatDay(now());
  const voices = await readVoices(sql, draft.id);
  const publishers = new Map(voices.map(({ source }) => [source.key, source.publisher]));
  const said = saidOf(dataset, proposals);
  const found: DraftFinding[] = [
    ...runChecks(dataset, proposals, day).map((one) => ({ ...one, place: one.place ?? null })),
    ...doubtful(dataset, proposals),
    ...misshapen(dataset, proposals),
    ...(await askPublishers(sql, draft, dataset, voices)),
    ...askRelays(dataset, voices),
    ...(await askGate(sql, draft, proposals, { publishers, day })),
  ];
  return found.map((one) => {
    const of = one.asks && one.place ? said.get(`${one.place.series} ${one.place.period}`) : undefined;
    return of === undefined ? one : { ...one, of };
  });
}

/** What would keep the store from taking the draft, found by trying once: it holds the lock of publishing meanwhile. */
async function byTrying(db: Database, draft: Draft): Promise<DraftFinding[]> {
  try {
    const said = await dryRunDraft(db, draft, async () => true);
    return said === null
      ? [
          {
            rule: "nothing-new",
            message: "All of this stands already: there is nothing to publish.",
            blocking: true,
            place: null,
          },
        ]
      : [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ rule: "store", message: error.message, blocking: true, place: null }];
  }
}

const keepFindings = keeper<DraftFinding[]>();

/**
 * Everything that is to be said of a draft before it is published, found once for each version of it and of the store: to
 * look at ten thousand values again at each load of their page would take a second.
 */
async function findingsOf(db: Database, draft: Draft): Promise<DraftFinding[]> {
  const key = JSON.stringify([db.url, draft.id, draft.version, await newestChangeSet(db.sql), formatDay(now())]);
  return keepFindings(key, () => findings(db, draft));
}

async function findings(db: Database, draft: Draft): Promise<DraftFinding[]> {
  if (draft.cells + draft.items === 0)
    return [{ rule: "empty", message: "Nothing is proposed in this draft yet.", blocking: true, place: null }];
  const items = [...(await lostItems(db.sql, draft)), ...(await askMerges(db.sql, draft.id))];
  const found =
    draft.dataset === CATALOGUE
      ? items
      : [...items, ...(await lacks(db.sql, draft)), ...(await bySubject(db.sql, draft))];
  const refused = found.some((one) => one.blocking) ? [] : await byTrying(db, draft);
  return [...found, ...refused];
}

/** The first things that keep a draft from going on, as one sentence for its author. Throws invalid where there are any. */
export async function refuseUnfit(db: Database, draft: Draft): Promise<void> {
  const blocking = (await findingsOf(db, draft)).filter((one) => one.blocking);
  if (blocking.length === 0) return;
  const words = [...new Set(blocking.map((one) => one.message.replace(/(?<![.!?…])$/, ".")))].slice(0, 3).join(" ");
  const count = blocking.length === 1 ? "One thing keeps" : `${blocking.length.toLocaleString("en-US")} things keep`;
  throw new AppError("invalid", `${count} this draft from going on. ${words} Nothing was changed.`);
}

/** What the checks ask about a draft, with what was answered. */
export async function questionsAbout(db: Database, draft: Draft): Promise<DraftQuestion[]> {
  return questionsOf(await findingsOf(db, draft), await readAnswers(db.sql, draft.id));
}

/** Throws invalid where something that the checks ask is not answered yet. */
export async function refuseUnanswered(db: Database, draft: Draft): Promise<void> {
  const open = (await questionsAbout(db, draft)).filter((one) => one.answer === null);
  if (open.length === 0) return;
  const count = open.length === 1 ? "One question" : `${open.length.toLocaleString("en-US")} questions`;
  throw new AppError(
    "invalid",
    `${count} about this draft ${open.length === 1 ? "is" : "are"} not answered: ${open[0]?.message} Answer with a reason, or send the draft back. Nothing was changed.`,
  );
}

/** What the checks ask about a draft that goes on, open questions first. Throws forbidden and not_found. */
export async function readQuestions(
  viewer: Viewer,
  given: { draft: number },
  db: Database = database(),
): Promise<DraftQuestion[]> {
  const { draft: id } = z.strictObject({ draft: z.number().int().positive() }).parse(given);
  const draft = await findDraft(db.sql, viewer, id);
  return isSettled(draft.state) ? [] : questionsAbout(db, draft);
}

/**
 * What the checks say of a draft, blocking things first: what it lacks, what the dataset's definition refuses or finds odd,
 * and whether the store would take it; as a page tells it. Throws forbidden and not_found.
 */
export async function checkDraft(
  viewer: Viewer,
  given: { draft: number },
  db: Database = database(),
): Promise<DraftFinding[]> {
  const { draft: id } = z.strictObject({ draft: z.number().int().positive() }).parse(given);
  const draft = await findDraft(db.sql, viewer, id);
  return isSettled(draft.state) ? [] : tellFindings(await findingsOf(db, draft));
}
