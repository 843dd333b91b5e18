import type { ConnectorLine, Desk } from "@/lib/studio/refresh/read-desk";

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** How the sources that are on are: in trouble, not yet run, or well, whatever is so of any of them. */
function stateOf(on: readonly ConnectorLine[]): string {
  const ill = on.filter((line) => line.trouble !== null || line.runs[0]?.state === "failed").length;
  const fresh = on.filter((line) => line.runs.length === 0).length;
  if (fresh === on.length) return "none of them has run yet";
  const said = [ill > 0 ? `${ill} in trouble` : "", fresh > 0 ? `${fresh} not run yet` : ""].filter(Boolean);
  return said.length > 0 ? said.join(", ") : "all of them well";
}

/** The refresh in a sentence: what is fetched and how that goes, and how many values the gate holds. */
export function deskTitle({ contact, lines }: Pick<Desk, "contact" | "lines">): string {
  const on = lines.filter((line) => line.on);
  const held = lines.reduce((sum, line) => sum + line.heldOpen, 0);
  const waits = held === 0 ? "no value waits" : counted(held, "value waits", "values wait");
  const state = contact
    ? `${on.length} of ${lines.length} sources ${on.length === 1 ? "is" : "are"} on${on.length > 0 ? `, ${stateOf(on)}` : ""}`
    : "Nothing is fetched, since no contact is set";
  return `${state}; ${waits} for a decision`;
}
