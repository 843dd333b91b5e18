import type { FigureChange } from "@/lib/studio/blast-radius/figure-changes";
import { type BlastLine, counted, partOf } from "@/lib/studio/blast-radius/blast-part";
import type { Preview } from "../subscriber";

const none = { before: null, after: null, change: null };

const fileOf = ({ view, id, title, cells }: FigureChange): BlastLine => ({
  ...none,
  where: `CSV of ${title.after ?? title.before ?? id}`,
  href: `/api/csv/${view.page}/${id}${view.query ? `?${view.query}` : ""}`,
  what: cells.length > 0 ? `${counted(cells.length, "value")} differ` : "its rows stay",
});

/** Files and addresses that programs read: CSV of figures, series of the API, and the edition that would be closed. */
export const preview: Preview =
  async ({ draft, series }) =>
  async ({ figures }) => {
    const files = figures.filter((one) => one.view.page !== "home" && one.cells.length > 0).map(fileOf);
    const codes = series.map(({ series: code }) => ({
      ...none,
      where: code,
      href: `/api/v1/series/${code}`,
      what: "series of the API",
    }));
    const edition = draft.closesEdition
      ? [
          {
            ...none,
            where: "A new edition",
            href: null,
            what: "is closed with this publication and frozen as it then stands",
          },
        ]
      : [];
    const lines = [...edition, ...files, ...codes];
    return lines.length === 0
      ? null
      : partOf({
          kind: "exports",
          title: "Exports",
          finding: `${counted(files.length, "CSV file")} and ${counted(codes.length, "series", "series")} of the API will answer differently; editions that are closed stay as they are`,
          lines,
        });
  };
