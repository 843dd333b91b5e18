import { parse } from "csv-parse/sync";
import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import { defineConnector, type Reading } from "../connector";
import { dateOfFile } from "../file-date";
import { newFields } from "../new-fields";
import { shapeFault } from "../shape-fault";
import { SourceError } from "../source-error";

const HOST = "data-api.ecb.europa.eu";
/** The currencies of the companies that are tracked. The Taiwan dollar has no reference rate at the ECB. */
const CURRENCIES = ["USD", "CNY", "KRW", "JPY", "GBP"];
/** The first day of amounts that may have to be converted. */
const FIRST = "2018-01-01";
/** No rate comes out at weekends and on a few holidays in a row. */
const STALE_AFTER_DAYS = 7;

const COLUMNS = new Set(
  "KEY FREQ CURRENCY CURRENCY_DENOM EXR_TYPE EXR_SUFFIX TIME_PERIOD OBS_VALUE OBS_STATUS OBS_CONF OBS_PRE_BREAK OBS_COM TIME_FORMAT BREAKS COLLECTION COMPILING_ORG DISS_ORG DOM_SER_IDS PUBL_ECB PUBL_MU PUBL_PUBLIC UNIT_INDEX_BASE COMPILATION COVERAGE DECIMALS NAT_TITLE SOURCE_AGENCY SOURCE_PUB TITLE TITLE_COMPL UNIT UNIT_MULT".split(
    " ",
  ),
);
const Row = z.looseObject({
  KEY: z.string(),
  CURRENCY: z.string(),
  TIME_PERIOD: Day,
  OBS_VALUE: z.string(),
  OBS_STATUS: z.string(),
  UNIT_MULT: z.string(),
});
type Row = z.infer<typeof Row>;
const Rows = z.array(z.record(z.string(), z.unknown()));

/** The rows of a CSV answer by its header. Throws SourceError where it is none, or has none of the needed columns. */
function rowsOf(text: string): z.infer<typeof Rows> {
  let header: string[] = [];
  const columns = (names: string[]): string[] => (header = names);
  let rows: unknown;
  try {
    rows = parse(text, { bom: true, columns, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw new SourceError("not-what-was-asked", "The ECB's answer is no CSV.", { cause: error });
  }
  const missing = Object.keys(Row.shape).find((name) => !header.includes(name));
  if (missing) throw new SourceError("shape", `The ECB's answer has no column “${missing}”.`);
  return Rows.parse(rows);
}

function readRow(row: Row, day: string): Reading {
  const { KEY, CURRENCY, TIME_PERIOD: period, OBS_VALUE, OBS_STATUS, UNIT_MULT } = row;
  const sample = JSON.stringify(row);
  if (!CURRENCIES.includes(CURRENCY) || KEY !== `EXR.D.${CURRENCY}.EUR.SP00.A`)
    return { passed: "not a daily reference rate that is tracked" };
  if (OBS_STATUS === "H" || OBS_STATUS === "M") return { passed: "a day without a rate" };
  if (OBS_VALUE === "" || OBS_VALUE === "NaN") return { passed: "a day without a rate" };
  if (OBS_STATUS !== "A") return { rejected: `observation status “${OBS_STATUS}”`, sample };
  if (UNIT_MULT !== "0") return { rejected: `unit multiplier “${UNIT_MULT}”`, sample };
  if (period > day) return { rejected: "a rate of a day that has not come", sample };
  const value = Number(OBS_VALUE);
  if (!(value > 0) || !Number.isFinite(value)) return { rejected: "no rate above nothing", sample };
  return {
    observation: {
      dataset: "exchange-rates",
      measure: "rate",
      dims: { currency: CURRENCY.toLowerCase(), publisher: "ecb" },
      period,
      value,
      status: "A",
      source: "ecb-exr",
      // Rates come out at about 16:00 in Frankfurt: 15:00 UTC at the latest.
      knownAt: `${period}T15:00:00Z`,
      note: `${KEY} ${period}: ${OBS_VALUE} ${CURRENCY} per EUR`,
    },
  };
}

/** The ECB's daily reference rates of the euro, from its documented data interface. */
export const connector = defineConnector({
  slug: "ecb-rates",
  title: "ECB euro reference rates",
  datasets: ["exchange-rates"],
  cadence: { cron: "30 17 * * 1-5", timeZone: "Europe/Berlin" },
  freshWithinHours: 96,
  licence: "Statistics of the European Central Bank, free to use with the source named.",
  attribution: "European Central Bank, euro foreign exchange reference rates",
  publishes: "itself",
  role: "primary",
  hosts: { [HOST]: { quota: HOST, perSecond: 1 } },
  robots: false,
  publisher: { slug: "ecb", name: "European Central Bank" },
  source: {
    key: "ecb-exr",
    title: "ECB Data Portal, EXR: euro foreign exchange reference rates",
    publisher: "European Central Bank",
    url: "https://data.ecb.europa.eu/data/datasets/EXR",
    kind: "official statistics",
    reliability: "high",
  },
  fetch: async (ask, { day, since }) => {
    const key = `D.${CURRENCIES.join("+")}.EUR.SP00.A`;
    const from = (start: string) => `https://${HOST}/service/data/EXR/${key}?format=csvdata&startPeriod=${start}`;
    const year = Number(day.slice(0, 4));
    if (!since) {
      // A period's mean needs all of its days: the years before are asked for once, this one anew each time.
      const version = { name: String(year - 1), complete: () => true };
      const url = `${from(FIRST)}&endPeriod=${year - 1}-12-31`;
      await ask({ name: "EXR, earlier years", url, expects: "csv", version });
    }
    await ask({ name: "EXR", url: from(since ?? `${year}-01-01`), expects: "csv" });
  },
  read: async function* (payloads, { day }) {
    let newest = "";
    for await (const payload of payloads) {
      const met = newFields(COLUMNS);
      for (const raw of rowsOf(await payload.text())) {
        yield* met(raw);
        const row = Row.safeParse(raw);
        if (row.success && row.data.TIME_PERIOD > newest) newest = row.data.TIME_PERIOD;
        if (row.success) yield readRow(row.data, day);
        else yield { rejected: `not the shape of a rate: ${shapeFault(row.error)}`, sample: JSON.stringify(raw) };
      }
    }
    const file = "The ECB's table of reference rates";
    const { stale } = dateOfFile({ file, written: newest || null, within: STALE_AFTER_DAYS, is: "copy" }, day);
    if (stale) yield { stale };
  },
});
