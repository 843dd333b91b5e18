import { door } from "@/app/_auth/door";
import { apiReader } from "@/app/_data/reader";
import { noteExport } from "@/lib/access/export";
import { csvFileName, figureCsv, sourcesNamed } from "@/lib/dashboards/figure-csv";
import { dashboards } from "@/lib/dashboards/index";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { formatDay } from "@/lib/kernel/format";
import { Day } from "@/lib/kernel/period";

type Context = { params: Promise<{ page: string; figure: string }> };

/** What a figure shows, as CSV. The query is the page's own; what the page does not know is a 400. */
export const GET = door(async (request: Request, context: Context) => {
  const { page, figure: id } = await context.params;
  const params = new URL(request.url).searchParams;
  const given = params.get("asOf");
  const asOf = given ? Day.parse(given, { error: () => "asOf is a day, YYYY-MM-DD" }) : null;
  params.delete("asOf");
  const reader = await apiReader(asOf, "csv");
  const load = Object.hasOwn(dashboards, page) ? dashboards[page] : undefined;
  if (!load) throw new AppError("not_found", `There is no page called “${page}”.`);
  const { figures } = await load(reader, params);
  const figure = figures.find((one) => one.id === id);
  // Which figures a page has can depend on what the viewer may not read.
  const closed = figures.find((one) => one.forbidden)?.forbidden;
  if (!figure && closed) throw new AppError("forbidden", closed);
  if (!figure)
    throw new AppError("not_found", `The page “${page}” shows no figure called “${id}” with these settings.`);
  if (figure.forbidden) throw new AppError("forbidden", figure.forbidden);
  await noteExport(reader.viewer, {
    subject: `${page}/${id}`,
    detail: { asOf, query: params.toString().slice(0, 300) },
  });
  const sources = await reader.sources(sourcesNamed(figure.table));
  return new Response(figureCsv(figure, new Map(sources.map(({ key, grade }) => [key, grade]))), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${csvFileName(page, id, asOf ?? formatDay(now()))}"`,
      "cache-control": "private, no-cache",
    },
  });
});
