import { z } from "zod";
import type { Status } from "@/lib/kernel/status";
import { limits } from "./limits";
import { skipKeysOf } from "./report/fault-groups";
import type { Fault } from "./rows/read-row";
import { textCell } from "./sheet/clean-text";
import { EMPTY, type SheetRow, textOfCell } from "./sheet/sheet-row";

/**
 * What was repaired in a file without sending it again, each by its place: `line:column` corrects one cell, columns
 * from 0; `*:column:text` every cell of a column that says so; `skip:key` leaves out what fails for that cause;
 * `new:column:text` says that the name was added to the draft, as the thing that is its value; `early:status` is the
 * status of what calls itself actual while its period is not over, and `relayed:status` that of reported actuals of which
 * only a relay tells; `voice:publisher|source` says that the source passes on
 * whose series it stands in, or names the publisher whose series are meant.
 */
export const Fixes = z.record(
  z
    .string()
    .regex(
      /^(?:\d{1,7}:\d{1,4}|\*:\d{1,4}:[^]{1,310}|skip:[^]{1,700}|new:\d{1,4}:[^]{1,310}|early:status|relayed:status|voice:[^|]{0,200}\|[a-z0-9-]{1,200})$/,
    ),
  z
    .string()
    .max(limits.cellCharacters)
    .refine((text) => textCell(text).kind !== "fault", "the text holds a character that cannot be kept"),
);
export type Fixes = Readonly<Record<string, string>>;

/** Repairs to be kept, and with null those to be taken back. */
export const FixChanges = z.record(Fixes.keyType, Fixes.valueType.nullable());

/** A repair that stands, in the words that a person knows it by. */
export type Repair = {
  key: string;
  kind: "cell" | "alike" | "skip" | "new" | "early" | "relayed" | "voice";
  header: string;
  from: string;
  to: string;
};

/** The repairs that stand, for showing and taking back. */
export function repairsOf(fixes: Fixes, headers: readonly string[]): Repair[] {
  return Object.entries(fixes).map(([key, to]): Repair => {
    const [first = "", second = "", ...rest] = key.split(":");
    const header = (column: string) => headers[Number(column)] ?? "";
    if (first === "skip") {
      const [column = "", cause = "", ...value] = key.slice("skip:".length).split("|");
      const from = value.join("|") || cause.replaceAll("#", "…");
      return { key, kind: "skip", header: column === "" ? "" : header(column), from, to: "" };
    }
    if (first === "voice") return { key, kind: "voice", header: "", from: second, to };
    if (first === "relayed") return { key, kind: "relayed", header: "", from: "", to };
    if (first === "early") return { key, kind: "early", header: "", from: "", to };
    if (first === "*" || first === "new")
      return { key, kind: first === "new" ? "new" : "alike", header: header(second), from: rest.join(":"), to };
    return { key, kind: "cell", header: header(second), from: `line ${first}`, to };
  });
}

/** Corrections by their line, and those of every cell of a column that says the same. */
class Corrections {
  readonly #places = new Map<number, [number, string][]>();
  readonly #alike = new Map<number, Map<string, string>>();

  constructor(fixes: Fixes) {
    for (const [place, text] of Object.entries(fixes)) {
      const [line = "", column = "", ...said] = place.split(":");
      const at = Number(column);
      if (line === "*")
        this.#alike.set(at, (this.#alike.get(at) ?? new Map<string, string>()).set(said.join(":"), text));
      else if (/^\d+$/.test(line))
        this.#places.set(Number(line), [...(this.#places.get(Number(line)) ?? []), [at, text]]);
    }
  }

  correct({ line, cells }: SheetRow): void {
    for (const [column, texts] of this.#alike) {
      const text = texts.get(textOfCell(cells[column]).trim());
      if (text !== undefined) cells[column] = textCell(text);
    }
    for (const [column, text] of this.#places.get(line) ?? []) {
      while (cells.length <= column) cells.push(EMPTY);
      cells[column] = textCell(text);
    }
  }
}

/** Puts corrections into the rows that they are about. */
export function correcting(fixes: Fixes): (row: SheetRow) => void {
  const corrections = new Corrections(fixes);
  return (row) => corrections.correct(row);
}

const EARLY: readonly Status[] = ["E", "P", "F"];

/** The status that actuals of periods that are not over are to have; null where nobody has said one. */
export const earlyStatus = (fixes: Fixes): Status | null =>
  EARLY.find((status) => status === fixes["early:status"]) ?? null;

/** The key of the repair that says what actuals are of which only a relay tells. */
export const RELAYED = "relayed:status";

/** The status that reported actuals of which only a relay tells are to have; null where nobody has said one. */
export const relayedStatus = (fixes: Fixes): Status | null =>
  (["P", "A"] as const).find((status) => status === fixes[RELAYED]) ?? null;

/** Whether a fault is one that somebody has chosen to leave out. */
export function skipping(fixes: Fixes): (fault: Fault) => boolean {
  const keys = new Set(Object.keys(fixes).filter((key) => key.startsWith("skip:")));
  return (fault) => keys.size > 0 && skipKeysOf(fault).some((key) => keys.has(`skip:${key}`));
}
