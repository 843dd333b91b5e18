import { slugOf } from "@/lib/kernel/slug";
import { nearest } from "./nearest";

/** A name found, or why not. */
export type Resolved = { slug: string } | { reason: string };

/** A thing by its key and everything that it is called. */
export type Named = { slug: string; name: string; aliases: readonly string[] };

export type Resolver = (written: string) => Resolved;

const quoted = (names: readonly string[]): string => names.map((one) => `“${one}”`).join(", ");

function unknown(written: string, kind: string, known: readonly Named[]): string {
  const near = nearest(
    written,
    known.flatMap((one) => [one.name, ...one.aliases]),
  );
  const said = `there is no ${kind} called “${written}”`;
  if (near.length > 0) return `${said}; near it: ${quoted(near)}`;
  return known.length > 0 && known.length <= 8 ? `${said}; there are ${quoted(known.map((one) => one.name))}` : said;
}

/** By what names the things are found, in the order in which they count: key, name, alias, then any of them loosely. */
function indexed(known: readonly Named[]): Map<string, Set<string>>[] {
  const levels: ((one: Named) => readonly string[])[] = [
    (one) => [one.slug],
    (one) => [one.name.trim().toLowerCase()],
    (one) => one.aliases.map((alias) => alias.trim().toLowerCase()),
    (one) => [one.name, ...one.aliases].map(slugOf),
  ];
  return levels.map((namesOf) => {
    const level = new Map<string, Set<string>>();
    for (const one of known)
      for (const name of namesOf(one)) if (name !== "") level.set(name, (level.get(name) ?? new Set()).add(one.slug));
    return level;
  });
}

/**
 * Finds things by key, name or alias, whatever the case. `open` takes any further key. What is not known is refused
 * with the names that look like it, and what is called alike twice with both keys.
 */
export function resolverOf(kind: string, known: readonly Named[], open = false): Resolver {
  const levels = indexed(known);
  const names = new Map(known.map((one) => [one.slug, one.name]));
  const kept = new Map<string, Resolved>();
  const find = (written: string): Resolved => {
    const [exact, loose] = [written.toLowerCase(), slugOf(written)];
    for (const [at, level] of levels.entries()) {
      const found = [...(level.get(at === 3 ? loose : exact) ?? [])];
      if (found.length > 1)
        return {
          reason: `“${written}” can be ${found.map((slug) => `${names.get(slug)} (${slug})`).join(" or ")}; write the key`,
        };
      if (found[0] !== undefined) return { slug: found[0] };
    }
    if (open && loose === exact && loose !== "") return { slug: loose };
    if (open && loose !== "")
      return { reason: `${unknown(written, kind, known)}; a new one is written as its key, “${loose}”` };
    return { reason: unknown(written, kind, known) };
  };
  return (given) => {
    const written = given.trim();
    const standing = kept.get(written);
    if (standing) return standing;
    const found = find(written);
    // A column of all different words must not fill the memory.
    if (kept.size < 20_000) kept.set(written, found);
    return found;
  };
}
