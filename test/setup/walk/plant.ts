import type { Database } from "@/db/client";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset, registerDataset } from "@/lib/datasets/registry";
import { DatasetDefinition } from "@/lib/datasets/define";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { commentOn } from "@/lib/studio/drafts/comments";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { closeEditionNow } from "@/lib/studio/editions/close-edition-now";
import { dataset as ledger } from "@/test/fixtures/toy/toy-ledger.mjs";
import { content } from "../studio";

/** Words that stand nowhere else on the site; none of them is any of the three organisations' to read. */
export const MARKS = {
  source: "SOURCEOFTHEWALK",
  figure: "987,655",
  bareFigure: "987654.5",
  note: "NOTEOFTHEWALK",
  reason: "REASONOFTHEWALK",
  analyst: "Annalist Ofthewalk",
  draft: "DRAFTOFTHEWALK",
  comment: "COMMENTOFTHEWALK",
  run: "RUNOFTHEWALK",
  held: "HELDOFTHEWALK",
  event: "EVENTOFTHEWALK",
  edition: "EDITIONOFTHEWALK",
  party: "Party-of-the-walk",
  code: "TOY_LEDGER.HIDDEN",
} as const;

export type Planted = { draft: number; run: number; held: number; source: string; label: string; series: string };

const SOURCE = "source-of-the-walk";
const SERIES = "TOY_LEDGER.HIDDEN";
/** A connector of none of the datasets that any of the three works on. */
const CONNECTOR = "edgar";

async function annalist(db: Database): Promise<Viewer> {
  const [house] = await db.sql<{ id: number; name: string; slug: string }[]>`
    select id::int, name, slug from organisation where house`;
  if (!house) throw new Error("the site has a house");
  const organisationId = await ensureOrganisation(db, house.slug, house.name);
  const email = "annalist@example.com";
  const personId = await createPerson(db, { email, name: MARKS.analyst, password: "plinth vermouth gazebo" });
  await setMember(db, organisationId, personId, "analyst");
  return {
    personId,
    name: MARKS.analyst,
    email,
    organisationId,
    organisation: house.name,
    house: true,
    role: "analyst",
    entitlements: [{ dataset: "*", delayDays: 0 }],
    sessionId: "",
    viewedBy: null,
    proved: true,
  };
}

const amount = (value: number, knownAt: string) => ({
  dataset: ledger.slug,
  measure: "amount",
  dims: { party: "hidden" },
  period: "2026-01-01",
  value,
  status: "E" as const,
  source: SOURCE,
  note: MARKS.note,
  knownAt,
});

async function publishLedger(db: Database, by: Viewer): Promise<void> {
  const moments = await db.sql<{ at: string }[]>`
    select to_char(now() at time zone 'UTC' - hours * interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from unnest(array[2, 1]) hours`;
  const [at = "", later = ""] = moments.map((one) => one.at);
  const title = `${MARKS.source}: share 58.4 %`;
  const sources = [
    { key: SOURCE, title, publisher: "Constructed", kind: "survey", url: `https://example.com/${MARKS.source}` },
  ];
  const events = [
    {
      key: "event-of-the-walk",
      dataset: ledger.slug,
      occurredOn: "2026-02",
      kind: "other",
      title: MARKS.event,
      subjects: [],
      source: SOURCE,
    },
  ];
  const author = { kind: "person" as const, name: by.name };
  await publishChangeSet(db, { author, reason: MARKS.reason, sources, observations: [amount(1.5, at)] });
  await publishChangeSet(db, { author, reason: MARKS.reason, events, observations: [amount(987_654.5, later)] });
}

async function plantRun(db: Database): Promise<{ run: number; held: number }> {
  const [run] = await db.sql<{ id: number }[]>`
    insert into connector_run (connector, trigger, started_by, observed_on, ended_at, state, error)
    values (${CONNECTOR}, 'person', ${MARKS.analyst}, '2026-01-01', now(), 'failed', ${MARKS.run}) returning id::int`;
  const [held] = await db.sql<{ id: number }[]>`
    insert into held_item (run_id, connector, dataset, series, period, value, proposal, rule, reason)
    values (${run?.id ?? 0}, ${CONNECTOR}, ${ledger.slug}, ${SERIES}, '2026-03-01', 987654.5, '{}', 'step', ${MARKS.held})
    returning id::int`;
  return { run: run?.id ?? 0, held: held?.id ?? 0 };
}

async function plantDraft(db: Database, by: Viewer): Promise<number> {
  const { id } = await openDraft(by, { dataset: ledger.slug }, db);
  const place = { measure: "amount", dims: { party: "late" }, period: "2026-01-01" };
  const cell = content(987_654.5, { source: SOURCE, note: MARKS.draft, status: "E", reason: "correction" });
  await editDraft(by, { draft: id, edits: [{ place, content: cell }] }, db);
  await commentOn(by, { draft: id, body: MARKS.comment }, db);
  return id;
}

/** Plants what must not be found, in a dataset of its own of the site that is served. */
export async function plant(db: Database): Promise<Planted> {
  const definition = DatasetDefinition.parse(ledger);
  if (!findDataset(definition.slug)) registerDataset(definition);
  const by = await annalist(db);
  await publishLedger(db, by);
  const { label } = await closeEditionNow(by, { dataset: ledger.slug, note: MARKS.edition }, db);
  const draft = await plantDraft(db, by);
  return { draft, ...(await plantRun(db)), source: SOURCE, label, series: SERIES };
}
