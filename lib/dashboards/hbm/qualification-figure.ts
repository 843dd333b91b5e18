import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import type { EventPin } from "@/lib/store/rows";
import { labelsOf } from "../dataset/names";
import type { Figure, Row } from "../figure";
import { counted } from "../telling/counted";

const MARKET = "hbm-market";

/** What happened and when: qualifications first of all, by supplier and generation, as reported. */
export async function qualificationFigure(reader: Reader): Promise<Figure> {
  const events = await reader.events({ dataset: MARKET });
  const label = await labelsOf(reader, datasetOf(MARKET));
  const names = await reader.entityNames("company");
  const subjects = (event: EventPin) =>
    event.subjects.map((one) => names.get(one) ?? label("generation", one)).join(", ");
  const qualifications = events.filter((one) => one.kind === "qualification");
  const newest = qualifications.at(-1);
  const rows = events
    .toSorted((a, b) => b.occurredOn.localeCompare(a.occurredOn) || a.key.localeCompare(b.key))
    .map((event): Row => ({
      on: { value: event.occurredOn },
      kind: { value: event.kind },
      about: { value: subjects(event) },
      what: { value: event.title, source: event.source },
      known: { value: event.knownAt.slice(0, 10) },
    }));
  return {
    id: "qualification",
    title: newest
      ? `Newest of ${counted(qualifications.length, "reported qualification")}, ${newest.occurredOn}: ${newest.title}`
      : "Qualification timeline",
    subtitle: "Reported qualifications, sold-out capacity and contract events, newest first; as the publisher put it",
    chart: null,
    table: {
      columns: [
        { key: "on", label: "When", kind: "day" },
        { key: "kind", label: "Kind", kind: "text" },
        { key: "about", label: "About", kind: "text" },
        { key: "what", label: "What", kind: "text" },
        { key: "known", label: "Known since", kind: "day" },
      ],
      rows,
    },
    ...(events.length === 0 ? { empty: `No qualification was known${reader.asOfDay ? " on that date" : ""}.` } : {}),
  };
}
