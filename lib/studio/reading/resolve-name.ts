import { slugOf } from "@/lib/kernel/slug";
import { nearest } from "./nearest";
import { plainText, unkeepable } from "./plain-text";

/** A name found, or why not. */
export type Resolved = { slug: string } | { reason: string; near?: readonly string[] };

/** A thing by its key and everything that it is called. */
export type Named = { slug: string; name: string; aliases: readonly string[] };

export type Resolver = (written: string) => Resolved;

/** Finds the keys of things by what they are called: none, one, or several that are called alike. */
export type NameFinder = { find: (written: string) => string[]; near: (written: string) => Named[] };

const quoted = (names: readonly string[]): string => names.map((one) => `“${one}”`).join(", ");

// A name in a script of its own has no letters that a key could hold.
const loosely = (name: string): string => slugOf(plainText(name)) || plainText(name).toLowerCase();
const exactly = (name: string): string => plainText(name).toLowerCase();

/** By what names the things are found, in the order in which they count: key, name, alias, then any of them loosely. */
function indexed(known: readonly Named[]): Map<string, Set<string>>[] {
  const levels: ((one: Named) => readonly string[])[] = [
    (one) => [one.slug],
    (one) => [exactly(one.name)],
    (one) => one.aliases.map(exactly),
    (one) => [one.slug, one.name, ...one.aliases].map(loosely),
  ];
  return levels.map((namesOf) => {
    const level = new Map<string, Set<string>>();
    for (const one of known)
      for (const name of namesOf(one)) if (name !== "") level.set(name, (level.get(name) ?? new Set()).add(one.slug));
    return level;
  });
}

/** Makes things findable by key, name or alias, whatever the case, the blanks and the signs between letters. */
export function nameFinder(known: readonly Named[]): NameFinder {
  const levels = indexed(known);
  const find = (written: string): string[] => {
    const [exact, loose] = [exactly(written), loosely(written)];
    for (const [at, level] of levels.entries()) {
      const found = [...(level.get(at === 3 ? loose : exact) ?? [])];
      if (found.length > 0) return found;
    }
    return [];
  };
  const near = (written: string): Named[] => {
    const names = nearest(
      plainText(written),
      known.flatMap((one) => [one.name, ...one.aliases]),
    );
    const found = names.flatMap((name) => known.find((one) => one.name === name || one.aliases.includes(name)) ?? []);
    return [...new Map(found.map((one) => [one.slug, one])).values()];
  };
  return { find, near };
}

function unknown(written: string, kind: string, known: readonly Named[]): { reason: string; near: readonly string[] } {
  const near = nearest(
    written,
    known.flatMap((one) => [one.name, ...one.aliases]),
  );
  const said = `there is no ${kind} called “${written}”`;
  if (near.length > 0) return { reason: `${said}; near it: ${quoted(near)}`, near };
  const few = known.length <= 8 ? known.map((one) => one.name) : [];
  return { reason: few.length > 0 ? `${said}; there are ${quoted(few)}` : said, near: few };
}

/**
 * Finds things by key, name or alias, whatever the case. `open` takes any further key. What is not known is refused
 * with the names that look like it, and what is called alike twice with both keys.
 */
export function resolverOf(kind: string, known: readonly Named[], open = false): Resolver {
  const finder = nameFinder(known);
  const names = new Map(known.map((one) => [one.slug, one.name]));
  const kept = new Map<string, Resolved>();
  const find = (written: string): Resolved => {
    const wrong = unkeepable(written);
    if (wrong) return { reason: wrong };
    const found = finder.find(written);
    if (found.length > 1)
      return {
        reason: `“${written}” can be ${found.map((slug) => `${names.get(slug)} (${slug})`).join(" or ")}; write the key`,
      };
    if (found[0] !== undefined) return { slug: found[0] };
    const loose = slugOf(written);
    if (open && loose === written.toLowerCase() && loose !== "") return { slug: loose };
    const { reason, near } = unknown(written, kind, known);
    if (open && loose !== "")
      return { reason: `${reason}; a new one is written as its key, “${loose}”`, near: [...near, loose] };
    return { reason, near };
  };
  return (given) => {
    const written = plainText(given);
    const standing = kept.get(written);
    if (standing) return standing;
    const found = find(written);
    // A column of all different words must not fill the memory.
    if (kept.size < 20_000) kept.set(written, found);
    return found;
  };
}
