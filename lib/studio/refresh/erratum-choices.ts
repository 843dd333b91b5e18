import { datasetOf } from "@/lib/datasets/registry";
import { assessedGpus } from "@/lib/indices/assessed-gpus";
import { INDEX } from "@/lib/indices/decide-indices";
import { ERRATUM_CAUSES } from "./propose-erratum";

/** What a form for errata offers, by code. */
export function erratumChoices() {
  const { dimensions } = datasetOf(INDEX);
  const codesOf = (key: string) => {
    const dimension = dimensions[key];
    return dimension && "codes" in dimension ? dimension.codes : {};
  };
  return {
    gpu: Object.fromEntries(assessedGpus.map(({ gpu }) => [gpu, gpu.toUpperCase()])),
    segment: codesOf("segment"),
    tenor: codesOf("tenor"),
    cause: ERRATUM_CAUSES,
  };
}
