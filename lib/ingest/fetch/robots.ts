import robotsParser from "robots-parser";
import { SourceError } from "../source-error";

/** Reads a robots.txt: null where the host has none. */
export type RobotsText = (origin: URL) => Promise<string | null>;

/**
 * Whether hosts allow a path, by their robots.txt (RFC 9309: none means that all is allowed). Each host is asked once.
 * Throws SourceError forbidden-by-robots.
 */
export function robotsRule(userAgent: string, read: RobotsText): (url: URL) => Promise<void> {
  const kept = new Map<string, Promise<string | null>>();
  return async (url) => {
    const place = new URL("/robots.txt", url);
    const asked = kept.get(place.href) ?? read(place);
    kept.set(place.href, asked);
    const text = await asked;
    if (text !== null && robotsParser(place.href, text).isAllowed(url.href, userAgent) === false)
      throw new SourceError(
        "forbidden-by-robots",
        `${url.host} asks programs in its robots.txt not to read ${url.pathname}.`,
      );
  };
}
