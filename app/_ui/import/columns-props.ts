import type { Mapping } from "@/lib/studio/import/mapping/mapping";

export type Choice = { value: string; label: string };

/** What the form of the columns shows. `dimensions` and `measures` are the dataset's, for what no column says. */
export type ColumnsProps = {
  dataset: string;
  upload: number;
  headers: readonly string[];
  /** The columns, from 0, that are hidden in the sheet. */
  hidden: readonly number[];
  samples: readonly (readonly string[])[];
  mapping: Mapping;
  roles: readonly Choice[];
  dimensions: readonly { key: string; label: string; listed: boolean; choices: readonly Choice[] }[];
  measures: readonly Choice[];
  statuses: readonly Choice[];
  reasons: readonly Choice[];
};
