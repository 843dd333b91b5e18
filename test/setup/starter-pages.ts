import { fileURLToPath } from "node:url";
import type { Database } from "@/db/client";
import { Reader } from "@/lib/access/reader";
import type { Viewer } from "@/lib/access/viewer";
import type { SourcedFigure } from "@/lib/dashboards/figure";
import { dashboards } from "@/lib/dashboards/index";
import { datasets } from "@/lib/datasets/registry";
import { publishIndices } from "@/lib/indices/publish-indices";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { loadStarter } from "@/lib/starter/load";

/** A subscriber to everything. */
export const everything: Viewer = {
  personId: "p",
  name: "Constructed reader",
  email: "reader@example.com",
  organisationId: 1,
  organisation: "Constructed house",
  role: "subscriber",
  entitlements: [{ dataset: "*", delayDays: 0 }],
  sessionId: "s",
  viewedBy: null,
};

/** A reader of the newest state, or of a past day. */
export const readerOn = (db: Database, day: string | null): Reader =>
  new Reader(db, everything, day, now(), { newest: true });

/** The whole starter data with its indices, as an installation has it after its first start. */
export async function loadWholeStarter(db: Database): Promise<void> {
  await loadStarter(db, fileURLToPath(new URL("../../db/starter", import.meta.url)));
  await publishIndices(db);
}

/** One state of one page: its dashboard and query. */
export type State = { page: string; query: string };

const state = (page: string, settings: Record<string, string> = {}): State => ({
  page,
  query: new URLSearchParams(settings).toString(),
});

const MEASURES = ["power", "gpus"];

/** Every page as it opens, and states of it that show other numbers: 70 or so, each dataset, every fourth cloud, some series. */
export async function statesOf(reader: Reader): Promise<State[]> {
  const clouds = (await reader.entities({ kind: "cloud" })).map((one) => one.slug);
  const listed = datasets().filter((one) => reader.may(one.slug));
  const series = (await Promise.all(listed.map((one) => reader.series({ dataset: one.slug })))).map((all) => all[0]);
  return [
    state("prices"),
    ...["level", "change", "year", "index"].map((show) => state("prices", { segment: "all", tenor: "all", show })),
    ...["quote", "ask", "index", "commentary"].map((kind) => state("prices", { kind })),
    state("prices", { gpu: "h100-family" }),
    state("prices", { gpu: "a100-sxm-80gb", segment: "all" }),
    state("assessment"),
    state("hbm"),
    state("hbm", { basis: "revenue" }),
    state("capex"),
    state("capex", { unit: "yoy", definition: "incl-finance-leases" }),
    state("capex", { quarters: "fiscal", companies: "big-5,tencent", company: "tencent" }),
    state("capex", { company: "big-4", period: "2026" }),
    state("capex", { company: "microsoft", period: "2025Q4", definition: "incl-new-lease-assets" }),
    ...MEASURES.map((measure) => state("neoclouds", { measure })),
    ...clouds.filter((cloud, at) => at % 4 === 0 || cloud === "coreweave").map((cloud) => state("cloud", { cloud })),
    ...listed.flatMap((one) => [
      state("data", { dataset: one.slug }),
      ...Object.keys(one.measures).map((measure) => state("data", { dataset: one.slug, measure, rows: "all" })),
    ]),
    ...series.flatMap((one) => (one ? [state("series", { code: one.code })] : [])),
  ];
}

/** Each kind of page in a few of those states, for what has to be looked at on several days. */
export async function fewStatesOf(reader: Reader): Promise<State[]> {
  const taken = new Map<string, number>();
  return (await statesOf(reader)).filter(({ page, query }) => {
    if (page === "data" && !query.includes("rows=all")) return false;
    // Of a dataset one measure, of the clouds some and the largest, of the series every third.
    const key = page === "data" ? query.split("&")[0] : page;
    const nth = taken.get(key ?? page) ?? 0;
    taken.set(key ?? page, nth + 1);
    if (page === "data") return nth === 0;
    if (page === "cloud") return nth % 5 === 0 || query === "cloud=coreweave";
    return page !== "series" || nth % 3 === 0;
  });
}

/** The figures of a state of a page; none where there is no such page then. */
export async function figuresOf(reader: Reader, { page, query }: State): Promise<readonly SourcedFigure[]> {
  const load = dashboards[page];
  if (!load) throw new Error(`no dashboard is called ${page}`);
  try {
    return (await load(reader, new URLSearchParams(query))).figures;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return [];
    throw error;
  }
}
