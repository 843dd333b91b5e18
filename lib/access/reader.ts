import type { Queryable } from "@/db/client";
import { datasetOf, datasets, findDataset } from "@/lib/datasets/registry";
import { entityKind, type EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { type AssessmentRow, type ExplainedRow, readAssessments, readExplanations } from "@/lib/store/assessments";
import { LATEST } from "@/lib/store/as-of";
import { readEdition, readEditions } from "@/lib/store/editions/editions";
import { readEntities, readEntityNames, readEvents, readRelations, readSources } from "@/lib/store/read-catalogue";
import { type RateCardQuery, type RateCardRow, readRateCards } from "@/lib/store/rate-cards";
import { readSellers, type Seller } from "@/lib/store/read-sellers";
import {
  type ObservationQuery,
  readLatest,
  readLengths,
  readObservations,
  readVintages,
} from "@/lib/store/read-observations";
import { readSeriesJson, type SeriesJson } from "@/lib/store/series-json";
import { readSourcesOn } from "@/lib/store/read-sources-on";
import { currentState, readFreshness } from "@/lib/store/read-releases";
import { findSeries, isSeriesKnown, readSeries, type SeriesQuery, type FoundSeries } from "@/lib/store/read-series";
import type {
  Edition,
  EditionLine,
  Entity,
  EventPin,
  Freshness,
  Observation,
  RecordEntry,
  Relation,
  Release,
  SeriesInfo,
  SeriesLength,
  Source,
  Trace,
} from "@/lib/store/rows";
import type { RecordPage } from "@/lib/store/record/read-record";
import { traceNumber } from "@/lib/store/trace";
import { analystFor } from "./analysts";
import { authoredEdition, authoredTrace } from "./authored";
import { clampAsOf, clampKind, entitledTo, heldTo, sourceDay } from "./entitlement";
import { kept } from "./kept";
import { refuseCode } from "./refuse-code";
import { readRecordFor, type RecordAsk } from "./public-record";
import { readOpenReleases } from "./read-open-releases";
import { endOfDay, type ReaderWays } from "./reader-ways";
import type { Viewer } from "./viewer";

const PRICE_INDEX = "gpu-price-index";

/**
 * The one door out of the store: reads for one viewer as of one moment. Each method asks the viewer's entitlement
 * first, throws forbidden without one, and holds a delayed viewer's reads back to what was known that long ago.
 */
export class Reader {
  readonly viewer: Viewer;
  /** The day asked for, null for the latest state. */
  readonly asOfDay: string | null;
  readonly asOf: Date;
  readonly #db: { sql: Queryable };
  readonly #now: Date;
  readonly #ways: ReaderWays;

  constructor(db: { sql: Queryable }, viewer: Viewer, asOfDay: string | null, now: Date, ways: ReaderWays = {}) {
    this.#db = db;
    this.#ways = ways;
    this.#now = now;
    this.viewer = viewer;
    this.asOfDay = asOfDay;
    const end = asOfDay ? endOfDay(asOfDay) : now;
    this.asOf = end < now ? end : now;
  }

  /** Whether the viewer may read the dataset at all. */
  may(dataset: string): boolean {
    return entitledTo(this.viewer, dataset).allowed;
  }

  /** By how many days the viewer's reads of the dataset are held back; 0 where they are not. */
  delayDays(dataset: string): number {
    const right = entitledTo(this.viewer, dataset);
    return right.allowed ? right.delayDays : 0;
  }

  /** The moment as of which the viewer reads the dataset, as ISO text. Throws forbidden and not_found. */
  #instant(slug: string): string {
    const dataset = findDataset(slug);
    if (!dataset) throw new AppError("not_found", `There is no dataset called “${slug}”.`);
    if (!this.may(slug))
      throw new AppError(
        "forbidden",
        `${dataset.title} is not part of what ${this.viewer.organisation} subscribes to.`,
      );
    this.#ways.asked?.(slug);
    return this.#standsOnNewest() && this.delayDays(slug) === 0
      ? LATEST
      : clampAsOf(this.viewer, slug, this.asOf, this.#now).toISOString();
  }

  #heldTo = (dataset: string): string | null => heldTo(this.viewer, dataset, this.asOf, this.#now);

  /** The day on which what is told of a dataset stands: the one asked for, else the last that a delay lets through. */
  #dayOf = (dataset: string): string | null => this.#heldTo(dataset)?.slice(0, 10) ?? this.asOfDay;

  #standsOnNewest(): boolean {
    return this.#ways.newest === true && this.asOf >= this.#now;
  }

  /** Reads through the kept answers where the moment is the latest or a day in the past, never where it slides. */
  async #through<T extends object>(
    keep: (key: string, read: () => Promise<T>) => Promise<T>,
    kind: string,
    query: { dataset: string },
    read: (asOf: string) => Promise<T>,
    known?: string,
  ): Promise<T> {
    const asOf = this.#instant(query.dataset);
    if (this.delayDays(query.dataset) > 0 || this.#ways.keeps === false) return read(asOf);
    const state = known ?? (await currentState(this.#db.sql, query.dataset));
    return keep(JSON.stringify([kind, state, this.asOf < this.#now ? asOf : "latest", query]), () => read(asOf));
  }

  /** The matching series that had a value by then. */
  series(query: SeriesQuery): Promise<readonly SeriesInfo[]> {
    return this.#through(kept.series, "series", query, (asOf) => readSeries(this.#db.sql, query, asOf));
  }

  /** The observations of the matching series, ordered by series and period. */
  observations(query: ObservationQuery): Promise<readonly Observation[]> {
    return this.#through(kept.observations, "observations", query, (asOf) =>
      readObservations(this.#db.sql, query, asOf),
    );
  }

  /** The newest period of each matching series. */
  latest(query: ObservationQuery): Promise<readonly Observation[]> {
    return this.#through(kept.observations, "latest", query, (asOf) => readLatest(this.#db.sql, query, asOf));
  }

  /** How much stands of each matching series. */
  lengths(query: ObservationQuery): Promise<readonly SeriesLength[]> {
    return this.#through(kept.lengths, "lengths", query, (asOf) => readLengths(this.#db.sql, query, asOf));
  }

  /** Every row known by then, oldest first within a period, with notes; withdrawals included. */
  vintages(query: ObservationQuery & { period?: string }): Promise<readonly Observation[]> {
    const day = this.#dayOf(query.dataset);
    return this.#through(kept.observations, "vintages", query, (asOf) => readVintages(this.#db.sql, query, asOf, day));
  }

  /**
   * The series of a code. One that is not the viewer's to read answers as one that is not there: which codes there are is
   * part of what is subscribed to.
   */
  async #seriesOf(code: string): Promise<FoundSeries> {
    const found = await findSeries(this.#db.sql, code);
    if (!found || !this.may(found.dataset)) return refuseCode(this.#db.sql, this.viewer, code);
    this.#instant(found.dataset);
    return found;
  }

  /** A series of which something was known by then: its name alone tells of what came later. Throws not_found. */
  async #knownSeries(code: string): Promise<FoundSeries> {
    const found = await this.#seriesOf(code);
    const asOf = this.#instant(found.dataset);
    if (asOf === LATEST || (await isSeriesKnown(this.#db.sql, found.id, asOf))) return found;
    if (this.delayDays(found.dataset) > 0) return refuseCode(this.#db.sql, this.viewer, code);
    throw new AppError("not_found", `Nothing of a series called “${code}” was known on ${asOf.slice(0, 10)}.`);
  }

  /** The series of a code or alias; its own code differs from an alias. Throws not_found with codes near it. */
  async seriesByCode(code: string): Promise<SeriesInfo> {
    const { id: _, release: __, shown: ___, ...info } = await this.#knownSeries(code);
    return info;
  }

  /** Where one number came from, with every earlier value. */
  async trace(query: { series: string; period: string }): Promise<Trace> {
    const { release: _, shown: __, ...series } = await this.#knownSeries(query.series);
    const [at, day] = [this.#instant(series.dataset), this.#dayOf(series.dataset)];
    const found = await traceNumber(this.#db.sql, series, query.period, at, day);
    return authoredTrace(this.viewer, found, this.#heldTo(series.dataset));
  }

  /** What a series is and the state in which it would be read: enough to tell whether somebody has it already. */
  async seriesState(code: string): Promise<{ found: FoundSeries; state: string }> {
    const found = await this.#knownSeries(code);
    return { found, state: `${found.release}.${found.shown}` };
  }

  /** One series as JSON text, rows and the sources that they name, with the release that it was read at. */
  async seriesJson(code: string, known?: FoundSeries): Promise<SeriesJson & { series: SeriesInfo; release: number }> {
    const { release, shown, ...found } = known ?? (await this.#knownSeries(code));
    const { id, ...series } = found;
    const query = { dataset: series.dataset, id };
    const read = (asOf: string) => readSeriesJson(this.#db.sql, found, asOf, (keys) => this.sources(keys));
    const text = await this.#through(kept.json, "json", query, read, `${release}.${shown}`);
    return { series, release, ...text };
  }

  #kindInstant(kind: EntityKind): string {
    const { at, delayed } = clampKind(this.viewer, kind, this.asOf, this.#now);
    return this.#standsOnNewest() && !delayed ? LATEST : at.toISOString();
  }

  /** Entities of a kind. Without a right to any dataset that the kind belongs to, names alone. */
  async entities(query: { kind: EntityKind; slugs?: readonly string[] }): Promise<Entity[]> {
    const { entitledBy } = entityKind(query.kind);
    this.#ways.asked?.(query.kind);
    const open = entitledBy.filter((dataset) => this.may(dataset));
    const found = await readEntities(this.#db.sql, query, this.#kindInstant(query.kind));
    if (entitledBy.length === 0 || open.length > 0) return found;
    return found.map((one) => ({ ...one, aliases: [], attributes: {}, note: null, source: null }));
  }

  /** The names of all entities of a kind by slug, as they were called then; beside a dataset's numbers as of their day. */
  entityNames(kind: EntityKind, dataset?: string): Promise<Map<string, string>> {
    this.#ways.asked?.(kind);
    return readEntityNames(this.#db.sql, kind, (dataset && this.#heldTo(dataset)) || this.#kindInstant(kind));
  }

  /** Relations from or to an entity; none without a right to what its kind belongs to. */
  async relations(query: { kind: EntityKind; slug: string }): Promise<Relation[]> {
    const open = entityKind(query.kind).entitledBy.filter((dataset) => this.may(dataset));
    const first = open[0];
    return first ? readRelations(this.#db.sql, query, this.#instant(first)) : [];
  }

  /** A dataset's events, oldest first. */
  async events(query: { dataset: string; subjects?: readonly string[] }): Promise<EventPin[]> {
    return readEvents(this.#db.sql, query, this.#instant(query.dataset), this.#dayOf(query.dataset));
  }

  /** The newest revision of each day of the price indices of some GPUs, from a day on, oldest day first. */
  assessments(query: { gpus: readonly string[]; from?: string }): Promise<AssessmentRow[]> {
    return readAssessments(this.#db.sql, query, this.#instant(PRICE_INDEX));
  }

  /** Days of the level of posted prices, newest revision each, oldest day first. */
  rateCards(query: RateCardQuery): Promise<RateCardRow[]> {
    return readRateCards(this.#db.sql, query, this.#instant(PRICE_INDEX));
  }

  /** Who sells what by the roster as it stands now: how prices are read, not what was known of them. */
  sellers(): Promise<Seller[]> {
    this.#ways.asked?.("cloud");
    return readSellers(this.#db.sql);
  }

  /** Every revision of one value of a price index, newest first, with all that it rests on. */
  async explanations(key: { gpu: string; segment: string; tenor: string; day: string }): Promise<ExplainedRow[]> {
    return readExplanations(this.#db.sql, key, this.#instant(PRICE_INDEX));
  }

  /** The sources of those keys, as they stood then. */
  sources(keys: readonly string[]): Promise<Source[]> {
    const day = sourceDay(this.viewer, this.asOfDay, this.#now);
    return day === null ? readSources(this.#db.sql, keys) : readSourcesOn(this.#db.sql, keys, day);
  }

  /** Releases of one dataset, or of all that the viewer may read, newest first. */
  async releases(query: { dataset?: string; limit: number }): Promise<Release[]> {
    if (query.dataset) this.#instant(query.dataset);
    const before = this.#standsOnNewest() ? LATEST : this.asOf.toISOString();
    return readOpenReleases(this.#db.sql, this.viewer, { ...query, before });
  }

  /** The editions of a dataset, newest first; a delayed viewer finds one when it was closed that long ago. */
  async editions(query: { dataset: string; limit: number }): Promise<EditionLine[]> {
    const found = await readEditions(this.#db.sql, { ...query, before: this.#instant(query.dataset) });
    return found.map((one) => ({ ...one, closedBy: analystFor(this.viewer, one.closedBy) }));
  }

  /** One edition with its report. Throws not_found. */
  async edition(query: { dataset: string; label: string }): Promise<Edition> {
    const found = await readEdition(this.#db.sql, { ...query, before: this.#instant(query.dataset) });
    if (found) return authoredEdition(this.viewer, found);
    const { title } = datasetOf(query.dataset);
    throw new AppError("not_found", `There is no edition “${query.label}” of ${title} that you can read.`);
  }

  /** A part of the public record, with figures where the viewer may read the dataset and its delay has passed. */
  record(ask: RecordAsk): Promise<RecordPage> {
    const until = this.asOfDay ? this.asOf.toISOString() : ask.until;
    const open = (one: RecordEntry) => this.may(one.dataset) && one.at <= this.#instant(one.dataset);
    return readRecordFor(this.#db.sql, this.viewer, { ...ask, until }, open);
  }

  /** How new each dataset is that the viewer may read. */
  freshness(): Promise<Freshness[]> {
    const open = datasets().filter((one) => this.may(one.slug));
    return Promise.all(
      open.map(({ slug }) =>
        this.#through(kept.freshness, "freshness", { dataset: slug }, (asOf) =>
          readFreshness(this.#db.sql, slug, asOf),
        ),
      ),
    );
  }
}
