import type { FigureChange } from "@/lib/studio/blast-radius/figure-changes";
import { type BlastLine, counted, partOf } from "@/lib/studio/blast-radius/blast-part";
import type { Preview } from "../subscriber";

const CELLS_SHOWN = 8;

function linesOf({ view, title, cells }: FigureChange): BlastLine[] {
  const name = title.after ?? title.before ?? "";
  const base = { where: `${view.title}: ${name}`, href: view.href };
  const shown = cells.slice(0, CELLS_SHOWN).map(({ row, column, before, after, change }): BlastLine => ({
    ...base,
    what: [row, column].filter(Boolean).join(" · "),
    before,
    after,
    change,
  }));
  const rest = cells.length - shown.length;
  const further =
    rest > 0
      ? [{ ...base, what: `and ${counted(rest, "further cell")}`, before: null, after: null, change: null }]
      : [];
  const told = title.before !== title.after && title.before !== null && title.after !== null;
  const sentence = told
    ? [{ ...base, what: "what the figure says", before: title.before, after: title.after, change: null }]
    : [];
  return [...sentence, ...shown, ...further];
}

/** The figures of pages, and the headline numbers of the home page. */
export const preview: Preview =
  async () =>
  async ({ figures }) => {
    const lines = figures.flatMap(linesOf);
    const addresses = new Set(figures.map((one) => (one.view.page === "data" ? one.view.title : one.view.page)));
    const cells = figures.reduce((sum, one) => sum + one.cells.length, 0);
    return lines.length === 0
      ? null
      : partOf({
          kind: "pages",
          title: "Pages",
          finding: `${counted(cells, "cell")} of ${counted(figures.length, "figure")} on ${counted(addresses.size, "page")} will read differently`,
          lines,
          note: "Looked at is each page as it opens and with the settings that the changed series name; other settings of a page may show more of the same values.",
        });
  };
