const TRACKING = /^(utm_|mc_|fbclid$|gclid$|ref$|source$)/;

/**
 * The address by which two links to one page are told to be the same: without scheme, `www.`, closing slash, fragment
 * and what only tells where a reader came from. Null for what is no address.
 */
export function normalAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { hostname, port, pathname, searchParams } = new URL(url);
  const kept = [...searchParams].filter(([name]) => !TRACKING.test(name)).toSorted(([a], [b]) => a.localeCompare(b));
  const query = kept.map(([name, value]) => `${name}=${value}`).join("&");
  const host = hostname.toLowerCase().replace(/^www\./, "") + (port ? `:${port}` : "");
  const path = pathname.replace(/\/(index\.html?)?$/, "");
  return host + path + (query ? `?${query}` : "");
}
