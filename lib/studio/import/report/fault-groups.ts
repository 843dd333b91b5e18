import type { Fault, Mend } from "../rows/read-row";

/** A rejected place as it is told: of its row, what a person needs to know it by. */
export type ToldFault = Omit<Fault, "row" | "near" | "early" | "mends"> & { row: string };

/** Rejected places of one cause, and of one value where they share it. */
export type FaultGroup = {
  /** By what all of the group is left out. */
  key: string;
  column: number | null;
  header: string;
  /** The value that all of them have; null where they differ. */
  value: string | null;
  reason: string;
  /** How many places it has, and in how many rows. */
  count: number;
  rows: number;
  /** Names that may be meant. */
  near: readonly string[];
  /** Whether they are actuals of periods that are not over: another status mends them all. */
  early?: true;
  /** What else mends them all. */
  mends?: readonly Mend[];
  /** The first of them. */
  faults: ToldFault[];
};

const EXACT = 3000;
const EXAMPLES = 60;
const TOLD_GROUPS = 200;
const TOLD_FAULTS = 2000;
const LONGEST = 300;
const CONTEXT = 6;

const clip = (text: string, most = LONGEST): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** A reason without what is of one place alone: the same cause says the same everywhere. */
function causeOf({ reason, value }: Fault): string {
  const plain = value.trim() === "" ? reason : reason.replaceAll(value.trim(), "…");
  return clip(plain.replace(/“[^”]*”/g, "“…”").replace(/[\d.,]*\d/g, "#"));
}

/** The cause of a fault in words that hold for every place of it. */
export const causeWords = (fault: Fault): string => causeOf(fault).replaceAll("#", "…");

const keyOf = (fault: Fault, cause: string, value: string): string => `${fault.column ?? ""}|${cause}|${clip(value)}`;

/** By what keys a place is left out: those of its own value, and those of every value that fails alike. */
export function skipKeysOf(fault: Fault): [string, string] {
  const cause = causeOf(fault);
  return [keyOf(fault, cause, fault.value.trim()), keyOf(fault, cause, "")];
}

const toldOf = ({ line, column, header, value, reason, row }: Fault): ToldFault => {
  const filled = row.filter((text) => text.trim() !== "").slice(0, CONTEXT);
  const context = filled.map((text) => clip(text, 40)).join(" · ");
  return { line, column, header, value: clip(value, 1000), reason, row: context };
};

type Group = FaultGroup & { cause: string; lastLine: number };

function begun(fault: Fault, key: string, cause: string, value: string | null): Group {
  const { column, header, reason, near = [] } = fault;
  const group = { key, cause, column, header, value, reason, count: 0, rows: 0, near, faults: [], lastLine: 0 };
  return { ...group, ...(fault.early ? { early: true } : {}), ...(fault.mends ? { mends: fault.mends } : {}) };
}

function join(into: Group, more: Group): void {
  into.count += more.count;
  into.rows += more.rows;
  into.faults.push(...more.faults.slice(0, Math.max(0, EXAMPLES - into.faults.length)));
}

/** Gathers rejected places by cause and value; a file of nothing but faults fills no memory. */
export class FaultGroups {
  readonly #groups = new Map<string, Group>();

  add(faults: readonly Fault[]): void {
    for (const fault of faults) {
      const [own, alike] = skipKeysOf(fault);
      const exact = this.#groups.has(own) || this.#groups.size < EXACT;
      const [key, value] = exact ? [own, fault.value.trim()] : [alike, null];
      const group = this.#groups.get(key) ?? begun(fault, key, causeOf(fault), value);
      this.#groups.set(key, group);
      group.count += 1;
      if (fault.line !== group.lastLine) group.rows += 1;
      group.lastLine = fault.line;
      if (group.faults.length < EXAMPLES) group.faults.push(toldOf(fault));
    }
  }

  /** Values that fail alone, gathered with the others that fail for the same cause. */
  #joined(): Group[] {
    const found: Group[] = [];
    const byCause = new Map<string, Group>();
    for (const group of this.#groups.values()) {
      const key = `${group.column ?? ""}|${group.cause}|`;
      const standing = byCause.get(key);
      if (group.value !== null && (group.count > 1 || group.near.length > 0 || group.early || group.mends))
        found.push(group);
      else if (standing) join(standing, group);
      else {
        // A group of its own until another value fails alike.
        const copy = { ...group, faults: [...group.faults] };
        byCause.set(key, copy);
        found.push(copy);
      }
    }
    for (const [key, group] of byCause)
      if (new Set(group.faults.map((one) => one.value)).size > 1) Object.assign(group, { key, value: null, near: [] });
    return found;
  }

  /** The groups, those of most places first, with the first places of each; and how many groups there are. */
  told(): { groups: FaultGroup[]; of: number } {
    const all = this.#joined().toSorted((a, b) => b.count - a.count || a.lastLine - b.lastLine);
    let left = TOLD_FAULTS;
    const groups = all.slice(0, TOLD_GROUPS).map((group): FaultGroup => {
      const { key, column, header, value, reason, count, rows, near, early, mends } = group;
      const faults = group.faults.slice(0, Math.max(1, left));
      left -= faults.length;
      const told = { key, column, header, value, reason, count, rows, near, faults };
      return { ...told, ...(early ? { early } : {}), ...(mends ? { mends } : {}) };
    });
    return { groups, of: all.length };
  }
}
