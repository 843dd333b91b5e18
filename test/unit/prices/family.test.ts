import { expect, test } from "vitest";
import { chosenGpus, families, familyOf, variantsOf } from "@/lib/dashboards/prices/family";

const priced = ["a100-40gb", "h100", "h100-pcie", "h100-sxm", "gb200-nvl72", "tpu-v5e", "tpu-v5p"];

test("variants of a GPU are its form factors and memories; what states none is one of them", () => {
  expect(variantsOf("h100-pcie", priced)).toEqual(["h100-sxm", "h100-pcie", "h100"]);
  expect(familyOf("tpu-v5e")).toBe("tpu-v5e");
  expect(families(priced)).toEqual(["h100"]);
});

test("a setting is one GPU or a family, never a blend by accident", () => {
  expect(chosenGpus("h100", priced)).toEqual(["h100"]);
  expect(chosenGpus("h100-family", priced)).toEqual(["h100-sxm", "h100-pcie", "h100"]);
  expect(chosenGpus("nothing", priced)).toEqual(["nothing"]);
});
