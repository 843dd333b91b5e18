import { DatasetDefinition } from "@/lib/datasets/define";
import { findDataset, registerDataset } from "@/lib/datasets/registry";
import { dataset as toyInput } from "../fixtures/toy/toy-lead-times.mjs";

/** The constructed dataset of the tests, registered in this process. */
export function toyDataset() {
  const toy = DatasetDefinition.parse(toyInput);
  if (!findDataset(toy.slug)) registerDataset(toy);
  return toy;
}

/** The same dataset with forty regions, for files of more values than two of them have months. */
export function wideToyDataset() {
  const codes = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`region-${at}`, `Region ${at}`]));
  const dimensions = { ...toyInput.dimensions, region: { label: "Region", codes } };
  const view = { ...toyInput.view, chart: { ...toyInput.view.chart, where: { region: "region-0" } } };
  const wide = DatasetDefinition.parse({ ...toyInput, slug: "toy-wide", code: "TOY_WIDE", dimensions, view });
  if (!findDataset(wide.slug)) registerDataset(wide);
  return wide;
}
