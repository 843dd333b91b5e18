import type { Reader } from "@/lib/access/reader";
import type { Figure, TableModel } from "@/lib/dashboards/figure";
import { headlineSources } from "@/lib/dashboards/home/headlines";
import { dashboards } from "@/lib/dashboards/index";
import { formatValue } from "@/lib/kernel/format";
import { AppError } from "@/lib/kernel/error";
import { type CellChange, diffTables } from "./diff-table";
import type { PageView } from "./page-views";

/** A figure as one state of a page shows it. */
type Shown = Pick<Figure, "id" | "title" | "table">;

/** The figures of one state of a page, with what was read for them. */
export type LoadedView = { view: PageView; reads: ReadonlySet<string>; figures: readonly Shown[] };

/** A figure that reads differently afterwards: its sentence, and the cells of its table. */
export type FigureChange = {
  view: PageView;
  id: string;
  title: { before: string | null; after: string | null };
  cells: CellChange[];
};

export const HOME: PageView = { page: "home", title: "Home", query: "", href: "/" };

/** The strip of headline numbers as a table, so that it is compared like any other. */
async function headlineTable(reader: Reader): Promise<TableModel> {
  const open = headlineSources.filter((one) => reader.may(one.dataset));
  const headlines = (await Promise.all(open.map((one) => one.load(reader)))).filter((one) => one !== null);
  return {
    columns: [
      { key: "label", label: "Number", kind: "text" },
      { key: "value", label: "Value", kind: "number" },
      { key: "change", label: "Change on the period before", kind: "number" },
    ],
    rows: headlines.map(({ label, cell, unit, decimals, change }) => ({
      label: { value: label },
      value: {
        ...cell,
        text: cell.text ?? formatValue(typeof cell.value === "number" ? cell.value : null, unit, decimals),
      },
      change: { value: change, ...(change === null ? {} : { text: change }) },
      unit: { value: unit },
    })),
  };
}

async function figuresOf(reader: Reader, view: PageView): Promise<readonly Shown[]> {
  if (view.page === HOME.page)
    return [{ id: "headlines", title: "Headline numbers", table: await headlineTable(reader) }];
  const load = dashboards[view.page];
  if (!load) throw new Error(`no dashboard is called ${view.page}`);
  const { figures } = await load(reader, new URLSearchParams(view.query));
  return figures.filter((one) => !one.forbidden);
}

/** Loads a state of a page. One that is not there, as the page of a cloud that only the draft brings, shows nothing. */
export async function loadView(
  view: PageView,
  readerWith: (asked: (what: string) => void) => Reader,
): Promise<LoadedView> {
  const reads = new Set<string>();
  const reader = readerWith((what) => reads.add(what));
  try {
    return { view, reads, figures: await figuresOf(reader, view) };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return { view, reads, figures: [] };
    throw error;
  }
}

const NOTHING: TableModel = { columns: [], rows: [] };

/** What differs between two loads of the same state of a page, figure by figure. */
export function changesOfView(before: LoadedView, after: LoadedView): FigureChange[] {
  const ids = [...new Set([...after.figures, ...before.figures].map((one) => one.id))];
  return ids.flatMap((id) => {
    const from = before.figures.find((one) => one.id === id);
    const to = after.figures.find((one) => one.id === id);
    const cells = diffTables(from?.table ?? NOTHING, to?.table ?? NOTHING);
    const title = { before: from?.title ?? null, after: to?.title ?? null };
    return cells.length > 0 || title.before !== title.after ? [{ view: before.view, id, title, cells }] : [];
  });
}

/** Leaves out a figure that changes in the very same way in another state of its page. */
export function withoutRepeats(changes: readonly FigureChange[]): FigureChange[] {
  const seen = new Set<string>();
  return changes.filter(({ view, id, title, cells }) => {
    const key = JSON.stringify([view.page, view.page === "cloud" ? view.href : "", id, title, cells]);
    return !seen.has(key) && seen.add(key);
  });
}
