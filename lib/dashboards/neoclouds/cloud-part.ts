import type { Reader } from "@/lib/access/reader";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Entity } from "@/lib/store/rows";
import type { Labels } from "../dataset/names";

/** What every part of a cloud's page is built from. */
export type CloudPart = {
  reader: Reader;
  cloud: Entity;
  dataset: DatasetDefinition;
  label: Labels;
  measure: "power" | "gpus";
};
