const VARIANT = /-(?:sxm|pcie|nvl|nvl72|40gb|80gb)$/;
const FAMILY = "-family";

/** What the variants of a GPU share: `h100` for `h100-sxm`, `h100-pcie` and `h100`, whose form factor is not stated. */
export const familyOf = (gpu: string): string =>
  gpu.endsWith(FAMILY) ? gpu.slice(0, -FAMILY.length) : gpu.replace(VARIANT, "");

/** The setting that shows all variants of a GPU, each as a line of its own. */
export const familySetting = (family: string): string => `${family}${FAMILY}`;

const isSxm = (gpu: string): number => Number(gpu.endsWith("-sxm"));

/** The variants of a setting's family that have prices, SXM first and what does not state its form factor last. */
export const variantsOf = (setting: string, priced: readonly string[]): string[] =>
  priced
    .filter((gpu) => familyOf(gpu) === familyOf(setting))
    .toSorted((a, b) => isSxm(b) - isSxm(a) || b.localeCompare(a));

/** The GPUs that a setting stands for: itself, or all variants of its family that have prices. */
export const chosenGpus = (setting: string, priced: readonly string[]): string[] =>
  setting.endsWith(FAMILY) ? variantsOf(setting, priced) : [setting];

/** Families of which more than one variant has prices. */
export function families(priced: readonly string[]): string[] {
  return [...new Set(priced.map(familyOf))].filter((family) => variantsOf(family, priced).length > 1);
}
