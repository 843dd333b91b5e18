import type { Queryable } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { now } from "@/lib/kernel/clock";
import { parameters, type Parameters } from "@/lib/models/price-index/parameters";
import { readAssessments } from "@/lib/store/assessments";
import { readObservations } from "@/lib/store/read-observations";
import type { Observation } from "@/lib/store/rows";
import { type AssessedGpu, assessedGpus, SEGMENTS, TENORS } from "./assessed-gpus";
import { computeIndex, type Decision, type Standing } from "./compute";
import { barredOn, datedQuotes } from "./dated-quotes";
import { indicativePrice } from "./matched-discounts";

/** The dataset of the indices, and the name under which they are computed. */
export const INDEX = "gpu-price-index";
const WARM_UP_DAYS = 120;

/** Days by the code of an index' level series. */
type Days = ReadonlyMap<string, ReadonlySet<string>>;
/** What to compute; `gpus` leaves out all others. `errata` are days to be computed as if an erratum had been agreed to. */
export type IndexOrder = {
  today?: string;
  from?: string;
  table?: Parameters;
  gpus?: readonly string[];
  errata?: Days;
};
export type Key = { gpu: string; segment: string; tenor: string };
export type Decided = Key & { decision: Decision };

/** The code of the series of an index' level. */
export const levelCode = (key: Key): string => seriesCode(datasetOf(INDEX), key, "level");

/** A day some days before another. */
export const dayBefore = (day: string, days = 1): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

async function acceptedDays(sql: Queryable, rule: "index-alarm" | "erratum"): Promise<Days> {
  const rows = await sql<{ series: string; period: string }[]>`
    select series, period from held_item where dataset = ${INDEX} and state = 'accepted' and rule = ${rule}`;
  const days = new Map<string, Set<string>>();
  for (const { series, period } of rows) days.set(series, (days.get(series) ?? new Set()).add(period));
  return days;
}

async function standingOf(sql: Queryable): Promise<Map<string, Map<string, Standing>>> {
  const found = new Map<string, Map<string, Standing>>();
  for (const { gpu, segment, tenor, day, status, value, revision, chain } of await readAssessments(sql, {})) {
    const key = `${gpu} ${segment} ${tenor}`;
    const own = found.get(key) ?? new Map<string, Standing>();
    found.set(key, own.set(day, { status, value, revision, chain }));
  }
  return found;
}

const byDay = (a: { day: string }, b: { day: string }): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

type World = {
  standing: Map<string, Map<string, Standing>>;
  released: Days;
  errata: Days;
  order: Required<Omit<IndexOrder, "errata" | "gpus">> & { floor: string | null };
};

function ofGpu(gpu: AssessedGpu, all: readonly Observation[], { standing, released, errata, order }: World): Decided[] {
  const decided: Decided[] = [];
  const to = dayBefore(order.today);
  for (const segment of SEGMENTS) {
    const own = all.filter((one) => one.dims["segment"] === segment);
    const sorted = (tenor: string) => {
      const { quotes, barred } = datedQuotes(
        own.filter((one) => one.dims["tenor"] === tenor),
        gpu,
      );
      return { quotes: quotes.toSorted(byDay), barred: barred.toSorted(byDay) };
    };
    const onDemand = sorted("on-demand").quotes;
    const levels = new Map<string, number>();
    for (const tenor of TENORS) {
      const { quotes, barred } = sorted(tenor);
      const first = quotes[0]?.day;
      if (!first) continue;
      const known = standing.get(`${gpu.gpu} ${segment} ${tenor}`) ?? new Map<string, Standing>();
      if (tenor === "on-demand") for (const [day, { value }] of known) if (value !== null) levels.set(day, value);
      const start = known.size > 0 && order.floor ? order.floor : order.from;
      const code = levelCode({ gpu: gpu.gpu, segment, tenor });
      const decisions = computeIndex({
        quotes,
        contract: tenor.startsWith("m"),
        from: first > start ? first : start,
        to,
        today: order.today,
        standing: known,
        released: released.get(code) ?? new Set(),
        errata: errata.get(code) ?? new Set(),
        barred: (day) => barredOn(barred, day, order.table),
        indicative: (day) => {
          const level = levels.get(day);
          return level === undefined ? null : indicativePrice(level, quotes, onDemand, day, order.table);
        },
        table: order.table,
      });
      if (tenor === "on-demand") for (const { day, value } of decisions) if (value !== null) levels.set(day, value);
      decided.push(...decisions.map((decision) => ({ gpu: gpu.gpu, segment, tenor, decision })));
    }
  }
  return decided;
}

/** Computes every index up to yesterday without publishing anything. */
export async function decideIndices(sql: Queryable, order: IndexOrder = {}): Promise<Decided[]> {
  const today = order.today ?? now().toISOString().slice(0, 10);
  const world: World = {
    standing: await standingOf(sql),
    released: await acceptedDays(sql, "index-alarm"),
    errata: order.errata ?? (await acceptedDays(sql, "erratum")),
    order: {
      today,
      from: order.from ?? "2000-01-01",
      floor: order.from ? null : dayBefore(today, WARM_UP_DAYS),
      table: order.table ?? parameters,
    },
  };
  const decided: Decided[] = [];
  // What stands is not computed again: then only the quotes of its matched discounts are needed from before.
  const { floor } = world.order;
  const since = floor && world.standing.size > 0 ? { from: dayBefore(floor, 460) } : {};
  for (const gpu of assessedGpus.filter((one) => order.gpus?.includes(one.gpu) ?? true)) {
    const where = { gpu: [...Object.keys(gpu.from), ...gpu.vague] };
    const all = await readObservations(sql, { dataset: "gpu-prices", measure: "price", where, ...since });
    decided.push(...ofGpu(gpu, all, world));
  }
  return decided;
}
