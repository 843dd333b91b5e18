import { z } from "zod";
import { door } from "@/app/_auth/door";
import { apiReader } from "@/app/_data/reader";
import { Day } from "@/lib/kernel/period";

const Query = z.strictObject({ asOf: Day.optional() });

/**
 * One series as of a day: what it is, the release that it was read at, and its observations as rows of
 * `[period, value, low, high, status, confidence, known_at, source]`; the sources stand beside them by key, with their
 * grades. Unknown parameters are a 400.
 */
export const GET = door(async (request: Request, context: { params: Promise<{ code: string }> }) => {
  const query = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reader = await apiReader(query.asOf ?? null);
  const { series, release, state, rows, sources } = await reader.seriesJson((await context.params).code);
  const tag = `"${series.dataset}-${state}-${query.asOf ?? "latest"}-${reader.delayDays(series.dataset)}"`;
  const headers = {
    etag: tag,
    "cache-control": "private, no-cache",
    "content-type": "application/json; charset=utf-8",
  };
  const unchanged = reader.delayDays(series.dataset) === 0 && request.headers.get("if-none-match") === tag;
  if (unchanged) return new Response(null, { status: 304, headers });
  const columns = '["period","value","low","high","status","confidence","known_at","source"]';
  const body = `{"series":${JSON.stringify(series)},"release":${release},"as_of":${JSON.stringify(reader.asOfDay)},"columns":${columns},"rows":${rows},"sources":${sources}}`;
  return new Response(body, { headers });
});
