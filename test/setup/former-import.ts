import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { prematureActual } from "@/lib/datasets/premature-actual";
import { seriesCode } from "@/lib/datasets/series-code";
import { validateObservation } from "@/lib/datasets/validate";
import { formatDay } from "@/lib/kernel/format";
import { standingRow } from "@/lib/store/standing";
import type { CellContent, CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { proposalOf } from "@/lib/studio/drafts/sort-edits";
import { type ReadValue, readRow } from "@/lib/studio/import/rows/read-row";
import type { RowReader } from "@/lib/studio/import/rows/row-reader";
import { type SheetRow, textOfCell } from "@/lib/studio/import/sheet/sheet-row";

/** What a file comes to the long way: nothing is remembered from row to row, and each value is asked for by itself. */
export type Former = { faults: [line: number, header: string, reason: string][]; good: number; unchanged: number };

type Taken = { value: ReadValue; row: SheetRow; text: string; series: string; refused: boolean };
type Shown = Partial<CellContent> & { version: number | null; published: boolean };

const numbersOf = ({ value, low, high, status }: CellContent): string => JSON.stringify([value, low, high, status]);

async function shownAt(db: Database, draft: number, series: string, period: string): Promise<Shown | undefined> {
  const [row] = await db.sql<Shown[]>`
    select c.version, base.status is not null as published, ${db.sql.unsafe(
      ["value", "low", "high", "status", "confidence", "source", "note", "period_end", "period_label"]
        .map(
          (field) =>
            `case when c.draft_id is null then base.${field} else c.${field} end as "${field.replace(/_(.)/, (_, letter: string) => letter.toUpperCase())}"`,
        )
        .join(", "),
    )}
    from (select 1) one left join draft_cell c on c.draft_id = ${draft} and c.series = ${series} and c.period = ${period}
    left join ${standingRow(db.sql, db.sql`${series}`, db.sql`${period}::date`)} base on true
    where c.draft_id is not null or base.status is not null`;
  return row;
}

function stands(shown: Shown | undefined, { edit: { content }, said }: ReadValue): boolean {
  if (!shown) return false;
  if (shown.value !== content.value || shown.low !== content.low || shown.high !== content.high) return false;
  if (shown.status === "W" || content.status === "W") return shown.status === content.status;
  const told = (["status", "confidence", "source", "note"] as const).filter((field) => said[field]);
  const fiscal = (["periodEnd", "periodLabel"] as const).filter((field) => content[field] !== null);
  return [...told, ...fiscal].every((field) => shown[field] === content[field]);
}

/** Rows as their values and faults, contradictions included: of one place all that differ are refused. */
function judged(rows: readonly SheetRow[], reader: RowReader, today: string) {
  const faults: Former["faults"] = [];
  const places = new Map<string, Taken>();
  const { dataset, headers, columnOf } = reader.plan;
  const header = (column: number | null) => (column === null ? "" : (headers[column] ?? ""));
  for (const row of rows)
    for (const item of readRow(row, { ...reader })) {
      if (item.kind === "fault") faults.push([row.line, item.fault.header, item.fault.reason]);
      if (item.kind !== "value") continue;
      const { place, content } = item.edit;
      const proposal = proposalOf(dataset.slug, place, content);
      const issue = validateObservation(dataset, proposal, () => true)[0];
      const text = item.column === null ? "a range" : textOfCell(row.cells[item.column]).trim();
      const series = seriesCode(dataset, place.dims, place.measure);
      const standing = places.get(`${series} ${place.period}`);
      if (prematureActual(dataset, proposal, today)) {
        const why = `its period is not over on ${formatDay(today)}, so no actual value of it can be known`;
        faults.push([row.line, header(columnOf("status")), why]);
      } else if (issue) {
        const at = issue.field === "value" ? item.column : issue.field === "low" ? columnOf("low") : columnOf("high");
        faults.push([row.line, header(at ?? item.column), issue.message]);
      } else if (!standing) places.set(`${series} ${place.period}`, { value: item, row, text, series, refused: false });
      else if (standing.refused || numbersOf(standing.value.edit.content) !== numbersOf(content)) {
        const why = (line: number, said: string) =>
          `line ${line} says ${said} for the same series and period: neither is taken`;
        faults.push([row.line, header(item.column), why(standing.row.line, standing.text)]);
        if (!standing.refused) faults.push([standing.row.line, header(standing.value.column), why(row.line, text)]);
        standing.refused = true;
      }
    }
  return { faults, taken: [...places.values()].filter((one) => !one.refused) };
}

/** Brings rows into the viewer's draft the long way, value by value. */
export async function formerImport(
  viewer: Viewer,
  db: Database,
  given: { rows: readonly SheetRow[]; reader: RowReader; today: string },
): Promise<Former> {
  const { dataset } = given.reader.plan;
  const { faults, taken } = judged(given.rows, given.reader, given.today);
  const { id: draft } = await openDraft(viewer, { dataset: dataset.slug }, db);
  const edits: CellEdit[] = [];
  let unchanged = 0;
  for (const { value, row, series } of taken) {
    const { place, content } = value.edit;
    const shown = await shownAt(db, draft, series, place.period);
    if (stands(shown, value)) unchanged += 1;
    else if (!shown && content.status === "W") {
      const header = value.column === null ? "" : (given.reader.plan.headers[value.column] ?? "");
      faults.push([row.line, header, "nothing is published here that could be withdrawn"]);
    } else
      edits.push({
        place,
        content: shown?.published ? content : { ...content, reason: null },
        expects: shown?.version ?? 0,
      });
  }
  if (edits.length > 0) await editDraft(viewer, { draft, edits, kind: "import" }, db);
  return { faults: faults.toSorted((a, b) => a[0] - b[0]), good: edits.length, unchanged };
}
