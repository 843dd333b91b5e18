import type { DatasetDefinition } from "./define";

/** What the methodology itself says of its present version: the sentence under its heading “Changes”. */
export function methodWords({ methodology, methodologyVersion }: DatasetDefinition): string {
  const section = methodology.split(/^## Changes\s*$/m)[1]?.split(/^## /m)[0] ?? "";
  const entries = section.matchAll(/(\d+\.\d+\.\d+), [^:]{1,40}: ([\s\S]*?)(?=\s+\d+\.\d+\.\d+, [^:]{1,40}: |\s*$)/g);
  const found = [...entries].find((entry) => entry[1] === methodologyVersion);
  const words = found?.[2]?.replace(/\s+/g, " ").trim();
  if (!words) return "The methodology does not say what changed.";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
