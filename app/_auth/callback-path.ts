const ORIGIN = "http://halfpitch.invalid";

/** A path of this site to return to after signing in; anything that would lead elsewhere becomes the home page. */
export function callbackPath(given: string | string[] | undefined): string {
  const text = Array.isArray(given) ? given[0] : given;
  if (!text?.startsWith("/") || !URL.canParse(text, ORIGIN)) return "/";
  const url = new URL(text, ORIGIN);
  if (url.origin !== ORIGIN || url.pathname.startsWith("/login") || url.pathname.startsWith("/api/")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
