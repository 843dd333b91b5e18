import { addTo } from "@/lib/kernel/group-by";
import type { Reading } from "../connector";
import type { Payload } from "../payload/payload";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";
import { factsName, filingsName, reportName } from "./ask-filer";
import { CompanyFacts, type Fact, Submissions } from "./facts";
import { type Filer, filers } from "./filers";
import { reportsOf } from "./filings";
import { type FiscalCalendar, fiscalCalendarOf } from "./fiscal-calendar";
import { calendarOf, readFiler } from "./read-filer";
import { readLine } from "./read-line";
import { readReport } from "./read-segments";
import { segmentsOf } from "./segments";

/** A filer whose payloads are being read: its filings, its fiscal years, and what its reports said of segments so far. */
type Opened = {
  filer: Filer;
  list: ReturnType<typeof Submissions.safeParse>;
  calendar: FiscalCalendar | null;
  segments: Map<string, Fact[]>;
};

const openedBy = (filer: Filer, filings: unknown): Opened => ({
  filer,
  list: Submissions.safeParse(filings),
  calendar: null,
  segments: new Map(),
});

/** What a payload holds; null where it is no JSON, which costs its filer and nobody else. */
async function jsonOf(payload: Payload): Promise<unknown> {
  try {
    return await payload.json();
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

async function* readFacts(filer: Filer, of: Opened | null, payload: Payload): AsyncGenerator<Reading> {
  const facts = CompanyFacts.safeParse(await jsonOf(payload));
  const list = of?.filer === filer ? of.list : Submissions.safeParse(null);
  const wrong = facts.success
    ? list.success
      ? null
      : (["filings", list.error] as const)
    : (["facts", facts.error] as const);
  if (wrong)
    yield { rejected: `${filer.ticker}: ${wrong[0]} in another shape: ${shapeFault(wrong[1])}`, sample: payload.url };
  else if (facts.success && list.success) {
    if (of) of.calendar = calendarOf(filer, facts.data, list.data);
    yield* readFiler(filer, facts.data, list.data);
  }
}

async function* readDocument({ filer, list, segments }: Opened, payload: Payload): AsyncGenerator<Reading> {
  const followed = segmentsOf[filer.ticker];
  const report = list.success ? reportsOf(list.data).find((one) => reportName(filer, one) === payload.name) : undefined;
  if (!followed || !report) return;
  const { facts, readings } = readReport(filer, report, await payload.text(), followed);
  yield* readings;
  for (const [line, own] of facts) addTo(segments, line, ...own);
}

function* readSegments({ filer, list, calendar, segments }: Opened): Generator<Reading> {
  if (!list.success) return;
  const years = calendar ?? fiscalCalendarOf([...segments.values()].flat(), list.data.fiscalYearEnd);
  for (const [line, facts] of segments) yield* readLine(filer, line, facts, years);
}

/** Reads the payloads of a run: of each filer its filings, its facts, and its reports for the segments. */
export async function* readPayloads(payloads: AsyncIterable<Payload>): AsyncGenerator<Reading> {
  let of: Opened | null = null;
  const read = new Set<string>();
  for await (const payload of payloads) {
    const filer = filers.find((one) => payload.name.startsWith(`${one.ticker} `));
    if (!filer) continue;
    if (payload.name === filingsName(filer)) {
      if (of) yield* readSegments(of);
      of = openedBy(filer, await jsonOf(payload));
    } else if (payload.name === factsName(filer)) {
      read.add(filer.ticker);
      yield* readFacts(filer, of, payload);
    } else if (of) yield* readDocument(of, payload);
  }
  if (of) yield* readSegments(of);
  for (const { ticker } of filers)
    if (!read.has(ticker)) yield { rejected: "the filer's facts did not come", sample: ticker };
}
