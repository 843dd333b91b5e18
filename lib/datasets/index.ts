// Written by scripts/list-datasets.mjs from the folder `definitions`.
import type { DatasetDefinition } from "./define";

export const listedDatasets: readonly DatasetDefinition[] = [
];
