import { z } from "zod";
import { door } from "@/app/_auth/door";
import { apiReader } from "@/app/_data/reader";
import { noteExport } from "@/lib/access/export";
import { cutRows, SERIES_COLUMNS, SeriesColumn } from "@/lib/dashboards/series/cut-rows";
import { Day } from "@/lib/kernel/period";

const Query = z
  .strictObject({
    asOf: Day.optional(),
    from: Day.optional(),
    to: Day.optional(),
    limit: z.coerce.number("limit is a whole number").int().min(1).max(100_000).optional(),
    columns: z
      .string()
      .transform((list) => list.split(","))
      .pipe(z.array(SeriesColumn).min(1).max(SERIES_COLUMNS.length))
      .optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, "from lies after to");

/**
 * One series as of a day: what it is, the release that it was read at, and its observations as rows of
 * `[period, value, low, high, status, confidence, known_at, source]`; the sources stand beside them by key, with their
 * grades. `from` and `to` keep periods, `limit` the newest of them, `columns` some columns, in the order given. Unknown
 * parameters are a 400. Each answer with numbers is noted in the audit, as a CSV is.
 */
export const GET = door(async (request: Request, context: { params: Promise<{ code: string }> }) => {
  const { asOf = null, ...cut } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reader = await apiReader(asOf);
  const { code } = await context.params;
  if (reader.viewer.viewedBy) await noteExport(reader.viewer, { action: "export.series", subject: code });
  const { found, state } = await reader.seriesState(code);
  const delay = reader.delayDays(found.dataset);
  const parts = [found.dataset, state, asOf ?? "latest", delay, ...Object.entries(cut).map((one) => one.join("="))];
  const tag = `"${parts.join("-")}"`;
  const headers = {
    etag: tag,
    "cache-control": "private, no-cache",
    "content-type": "application/json; charset=utf-8",
  };
  // Before anything is read: what somebody has already costs them and us nothing.
  if (delay === 0 && request.headers.get("if-none-match") === tag) return new Response(null, { status: 304, headers });
  const { series, release, rows, sources } = await reader.seriesJson(code, found);
  await noteExport(reader.viewer, { action: "export.series", subject: series.code, detail: { asOf } });
  const { columns, text } = cutRows(rows, cut);
  // A delayed reader is not told how many releases there were since what they see.
  const told = delay === 0 ? release : null;
  const body = `{"series":${JSON.stringify(series)},"release":${told},"as_of":${JSON.stringify(reader.asOfDay)},"columns":${JSON.stringify(columns)},"rows":${text},"sources":${sources}}`;
  return new Response(body, { headers });
});
