import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { datasetOf } from "@/lib/datasets/registry";
import { dimensionLabel } from "@/lib/datasets/series-title";
import { now } from "@/lib/kernel/clock";
import { type Disagreement, disagreements, type Said } from "@/lib/models/cross-check";
import { database } from "@/lib/store/database";
import { readAllNames } from "@/lib/store/entity-names";
import { readLatest } from "@/lib/store/read-observations";
import type { Observation } from "@/lib/store/rows";

const PRICES = "gpu-prices";
const WITHIN_DAYS = 7;
const MOST = 0.15;
const SUBJECT = ["provider", "gpu", "tenor"] as const;

/** A disagreement with what it is about in words. */
export type DisagreementLine = Disagreement & { title: string; ownName: string; otherName: string };

const saidOf = ({ dims, value, period, series }: Observation): Said[] =>
  value === null
    ? []
    : [
        {
          subject: SUBJECT.map((key) => dims[key]).join(" "),
          who: dims["publisher"] ?? "",
          price: value,
          day: period,
          series,
        },
      ];

/**
 * Where a cross-check of the last week says another price for a provider's GPU and tenor than the sources that are
 * published: a wrong cell on either side, or a price that one of them has missed. Throws forbidden.
 */
export async function readDisagreements(viewer: Viewer, db: Database = database()): Promise<DisagreementLine[]> {
  demandStudioReader(viewer, PRICES);
  const from = new Date(now().getTime() - WITHIN_DAYS * 86_400_000).toISOString().slice(0, 10);
  const read = (kind: string[]) => readLatest(db.sql, { dataset: PRICES, measure: "price", where: { kind }, from });
  const [own, others, names] = await Promise.all([
    read(["list", "quote", "ask"]),
    read(["catalogue"]),
    readAllNames(db.sql),
  ]);
  const { dimensions } = datasetOf(PRICES);
  const label = (key: string, value: string) => dimensionLabel(dimensions[key], value, names);
  return disagreements(own.flatMap(saidOf), others.flatMap(saidOf), MOST).map((one) => ({
    ...one,
    title: one.own.subject
      .split(" ")
      .map((value, at) => label(SUBJECT[at] ?? "", value))
      .join(" · "),
    ownName: label("publisher", one.own.who),
    otherName: label("publisher", one.other.who),
  }));
}
