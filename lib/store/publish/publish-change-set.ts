import type { Database, Transaction } from "@/db/client";
import { runChecks } from "@/lib/datasets/checks";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { validateObservation } from "@/lib/datasets/validate";
import { AppError } from "@/lib/kernel/error";
import { formatDay } from "@/lib/kernel/format";
import { type EntityNames, readAllNames } from "../entity-names";
import { noteRevisions } from "../record/note-revisions";
import { announce } from "./announce";
import { appendAliases, appendEntities, appendEvents, appendRelations, appendSources } from "./append-catalogue";
import { appendObservations, ensureSeries } from "./append-observations";
import { ChangeSet, type ChangeSetInput, type Published } from "./change-set";
import { refuseRelayedGuidance } from "./refuse-relayed-guidance";
import type { Scope } from "./scope";

class NothingNew extends Error {}

/** Two publications at once would number their releases alike; the later one waits. */
export const lockPublishing = (tx: Transaction) => tx`select pg_advisory_xact_lock(hashtext('halfpitch.publish'))`;

async function openChangeSet(tx: Transaction, { author, reason }: ChangeSet): Promise<Scope> {
  const rows = await tx<{ id: number; at: string }[]>`
    insert into change_set (author_kind, author, reason, published_at)
    values (${author.kind}, ${author.name}, ${reason}, clock_timestamp())
    returning id::int, to_char(published_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
  const row = rows[0];
  if (!row) throw new Error("a change set without an id");
  return { tx, changeSetId: row.id, at: row.at };
}

function refuseInvalid(
  slug: string,
  observations: readonly ProposedObservation[],
  names: EntityNames,
  at: string,
): void {
  const dataset = datasetOf(slug);
  const seen = new Set<string>();
  for (const one of observations) {
    const issue = validateObservation(dataset, one, (kind, key) => names.get(kind)?.has(key) ?? false)[0];
    if (issue)
      throw new AppError("invalid", `${dataset.title}: ${issue.field}: ${issue.message}. Nothing was published.`);
    if (one.knownAt && Date.parse(one.knownAt) > Date.parse(at))
      throw new AppError("invalid", `${dataset.title}: nothing can be known on ${one.knownAt.slice(0, 10)} yet.`);
    const key = `${seriesCode(dataset, one.dims, one.measure)} ${one.period} ${one.knownAt ?? ""}`;
    if (seen.has(key)) throw new AppError("conflict", `${key.trim()} is proposed twice. Nothing was published.`);
    seen.add(key);
  }
  const blocking = runChecks(dataset, observations, formatDay(at)).find((finding) => finding.blocking);
  const where = blocking?.place ? `: ${blocking.place.series}` : "";
  if (blocking) throw new AppError("invalid", `${dataset.title}${where}: ${blocking.message}. Nothing was published.`);
}

async function publishDataset(
  scope: Scope,
  slug: string,
  observations: readonly ProposedObservation[],
  names: EntityNames,
): Promise<Published["releases"][number] | null> {
  const dataset = datasetOf(slug);
  const { tx, changeSetId, at } = scope;
  refuseInvalid(slug, observations, names, at);
  await refuseRelayedGuidance(tx, dataset.title, observations);
  const ids = await ensureSeries(scope, dataset, observations, names);
  const next = await tx<{ id: number; number: number }[]>`
    select nextval(pg_get_serial_sequence('release', 'id'))::int as id,
      coalesce((select max(number) from release where dataset = ${slug}), 0) + 1 as number`;
  const release = next[0];
  if (!release) throw new Error("a release without a number");
  const appended = await appendObservations(scope, release.id, dataset, observations, ids);
  if (appended === 0) return null;
  await tx`
    insert into release (id, dataset, number, change_set_id, published_at, appended, series) overriding system value
    values (${release.id}, ${slug}, ${release.number}, ${changeSetId}, ${at}::timestamptz, ${appended},
      (select count(distinct series_id) from observation where release_id = ${release.id}))`;
  return { dataset: slug, number: release.number, appended, series: ids.size };
}

/** What else has to be written in the same transaction: it is there if and only if the change set is. */
export type Alongside = (tx: Transaction, published: Published) => Promise<void>;

async function append(tx: Transaction, changes: ChangeSet, alongside?: Alongside, besides = false): Promise<Published> {
  await lockPublishing(tx);
  const scope = await openChangeSet(tx, changes);
  const sources = await appendSources(scope, changes.sources);
  const entities = await appendEntities(scope, changes.entities);
  const relations = await appendRelations(scope, changes.relations);
  const events = await appendEvents(scope, changes.events);
  const names = await readAllNames(tx);
  const releases: Published["releases"] = [];
  for (const slug of new Set(changes.observations.map((one) => one.dataset))) {
    const observations = changes.observations.filter((one) => one.dataset === slug);
    const release = await publishDataset(scope, slug, observations, names);
    if (release) releases.push(release);
  }
  const aliases = await appendAliases(scope, changes.aliases);
  const observations = releases.reduce((sum, release) => sum + release.appended, 0);
  const appended = { sources, entities, relations, events, aliases, observations };
  const unchanged = changes.observations.length - observations;
  if (!besides && Object.values(appended).every((count) => count === 0)) throw new NothingNew();
  const published = { changeSetId: scope.changeSetId, appended, unchanged, releases };
  await alongside?.(tx, published);
  await noteRevisions(tx, scope.changeSetId, changes.revises);
  await announce(tx, scope.changeSetId);
  return published;
}

/**
 * The one door into the store. Publishes a change set in one transaction, or nothing of it, with the revisions that it
 * makes and the event of its publication; what stands already in the same state is not written again, and a change set
 * that says nothing new leaves no trace, nor what was to be written alongside, unless that says something of its own
 * (`besides`).
 * Throws AppError invalid or conflict, naming the first thing that is wrong.
 */
export async function publishChangeSet(
  db: Database,
  input: ChangeSetInput,
  alongside?: Alongside,
  besides = false,
): Promise<Published> {
  const changes = ChangeSet.parse(input);
  try {
    return await db.sql.begin((tx) => append(tx, changes, alongside, besides));
  } catch (error) {
    if (!(error instanceof NothingNew)) throw error;
    const none = { sources: 0, entities: 0, relations: 0, events: 0, aliases: 0, observations: 0 };
    return { changeSetId: null, appended: none, unchanged: changes.observations.length, releases: [] };
  }
}
