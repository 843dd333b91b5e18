/** `path` with the day as of which a page stands; null for the latest state. */
export function asOfHref(path: string, asOf: string | null): string {
  return asOf ? `${path}${path.includes("?") ? "&" : "?"}asOf=${asOf}` : path;
}
