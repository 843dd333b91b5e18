import { DatasetDefinition } from "@/lib/datasets/define";
import { findDataset, registerDataset } from "@/lib/datasets/registry";
import { dataset as toyInput } from "../fixtures/toy/toy-lead-times.mjs";

/** The constructed dataset of the tests, registered in this process. */
export function toyDataset() {
  const toy = DatasetDefinition.parse(toyInput);
  if (!findDataset(toy.slug)) registerDataset(toy);
  return toy;
}
