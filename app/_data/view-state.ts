import { z } from "zod";
import { now } from "@/lib/kernel/clock";
import { Day } from "@/lib/kernel/period";
import { isStorable } from "@/lib/kernel/text";

/** Query parameters as a Next page gets them. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** A parameter of the link that was not used, and why. */
export type Dropped = { name: string; value: string; why: "unknown" | "invalid" | "repeated" | "future" };

export type ParsedView<V> = {
  view: V;
  /** What each parameter is where the link does not say: left out of links. */
  defaults: V;
  /** The day on which the page stands, null for the latest state. */
  asOf: string | null;
  dropped: Dropped[];
  /** A link to `path` with this state and some changes; defaults are left out, as-of is kept. */
  href: (path: string, changes?: Readonly<Record<string, unknown>>) => string;
};

// `trace` belongs to the provenance drawer, which reads it in the browser.
const COMMON = new Set(["asOf", "trace"]);

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

function readAsOf(text: string | undefined, today: string): { asOf: string | null; dropped: Dropped[] } {
  if (text === undefined || text === "") return { asOf: null, dropped: [] };
  if (!Day.safeParse(text).success) return { asOf: null, dropped: [{ name: "asOf", value: text, why: "invalid" }] };
  if (text > today) return { asOf: null, dropped: [{ name: "asOf", value: text, why: "future" }] };
  return { asOf: text, dropped: [] };
}

/**
 * The state that a link asks for. Every field of `schema` needs a default. An unknown or repeated parameter and a
 * value that the schema refuses are dropped and reported, never an error: an old link still opens the page.
 */
export function parseView<S extends z.ZodObject>(
  schema: S,
  searchParams: SearchParams,
  today: string = now().toISOString().slice(0, 10),
): ParsedView<z.output<S>> {
  // A form without script sends its empty fields too: they say nothing.
  const given = Object.entries(searchParams).filter(([, value]) => first(value));
  const { asOf, dropped } = readAsOf(first(searchParams["asOf"]), today);
  const accepted: Record<string, string> = {};
  for (const [name, value] of given) {
    const text = first(value) ?? "";
    const field = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
    if (Array.isArray(value) && value.length > 1 && (field || COMMON.has(name)))
      dropped.push({ name, value: value.slice(1).join(", "), why: "repeated" });
    if (COMMON.has(name)) continue;
    if (!field) dropped.push({ name, value: text, why: "unknown" });
    else if (!isStorable(text) || !z.safeParse(field, text).success)
      dropped.push({ name, value: text, why: "invalid" });
    else accepted[name] = text;
  }
  const view = schema.parse(accepted);
  const defaults = schema.parse({});
  const href: ParsedView<z.output<S>>["href"] = (path, changes = {}) =>
    hrefWith(path, { ...view, asOf }, defaults, changes);
  return { view, defaults, asOf, dropped, href };
}

function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  if (Array.isArray(value)) return value.map(written).join(",");
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A link to `path` that carries the view and the changes, without what is default or null, in a steady order. */
export function hrefWith(
  path: string,
  view: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>> = {},
  changes: Readonly<Record<string, unknown>> = {},
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...view, ...changes })) {
    const text = written(value);
    if (text !== "" && text !== written(Object.hasOwn(defaults, name) ? defaults[name] : null)) params.set(name, text);
  }
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}
