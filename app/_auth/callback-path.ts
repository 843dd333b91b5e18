const ORIGIN = "http://halfpitch.invalid";

/**
 * A path of this site to return to after signing in; anything that would lead elsewhere becomes the home page. `site`
 * is our own origin, which next-auth writes before the path.
 */
export function callbackPath(given: string | string[] | undefined, site: string): string {
  const first = Array.isArray(given) ? given[0] : given;
  const text = first?.startsWith(`${site}/`) ? first.slice(site.length) : first;
  if (!text?.startsWith("/") || !URL.canParse(text, ORIGIN)) return "/";
  const url = new URL(text, ORIGIN);
  if (url.origin !== ORIGIN || url.pathname.startsWith("/login") || url.pathname.startsWith("/api/")) return "/";
  // `/.//elsewhere` is a path of ours until its dots are gone, and then the address of another host.
  if (url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
