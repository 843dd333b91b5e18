import { createHash } from "node:crypto";
import { slugOf } from "@/lib/kernel/slug";

const MOST = 80;
// Letters that a key cannot hold, as those of a Korean title.
const LOST = /(?![a-z])\p{L}/iu;

/**
 * The key of a new source, made of publisher, title and date. Where that cannot hold them whole, it ends in a few signs
 * of their hash: two titles that begin alike are two sources.
 */
export function sourceKeyOf(given: { publisher: string; title: string; published?: string | undefined }): string {
  const words = [given.publisher, given.title, given.published ?? ""].join(" ").trim();
  const whole = slugOf(words);
  if (whole.length <= MOST && !LOST.test(words.normalize("NFKD").replace(/\p{M}/gu, ""))) return whole;
  const sign = createHash("sha256").update(words).digest("hex").slice(0, 8);
  const head = whole.slice(0, MOST - sign.length - 1).replace(/-$/, "");
  return head === "" ? sign : `${head}-${sign}`;
}
