const ORIGIN = "http://halfpitch.invalid";

/** A path of this site to return to after signing in; anything that would lead elsewhere becomes the home page. */
export function callbackPath(given: string | string[] | undefined): string {
  const text = Array.isArray(given) ? given[0] : given;
  if (!text?.startsWith("/") || !URL.canParse(text, ORIGIN)) return "/";
  const url = new URL(text, ORIGIN);
  if (url.origin !== ORIGIN || url.pathname.startsWith("/login") || url.pathname.startsWith("/api/")) return "/";
  // `/.//elsewhere` is a path of ours until its dots are gone, and then the address of another host.
  if (url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
