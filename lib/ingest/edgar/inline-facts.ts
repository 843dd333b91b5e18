/** A fact of an inline XBRL filing. `members` are its dimensions, axis to member. `decimals` says how exact it is. */
export type InlineFact = {
  tag: string;
  start: string;
  end: string;
  members: Readonly<Record<string, string>>;
  value: number;
  decimals: number;
};
export type InlineFacts = { facts: InlineFact[]; bad: string[] };

type Context = Pick<InlineFact, "start" | "end" | "members">;

const attributesOf = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((at) => [at[1] ?? "", at[2] ?? at[3] ?? ""]),
  );

const inner = (xml: string, name: string): string =>
  new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>\\s*([^<]*?)\\s*</`, "i").exec(xml)?.[1] ?? "";

/** The contexts of spans by their names. What has a typed dimension is none that is followed. */
function contextsOf(text: string): Map<string, Context> {
  const found = new Map<string, Context>();
  for (const [whole, head = ""] of text.matchAll(/<xbrli:context\b([^>]*)>[\s\S]*?<\/xbrli:context\s*>/g)) {
    const [id, start, end] = [attributesOf(head).get("id"), inner(whole, "startDate"), inner(whole, "endDate")];
    if (!id || !start || !end || whole.includes("xbrldi:typedMember")) continue;
    const members: Record<string, string> = {};
    for (const [, member = "", name = ""] of whole.matchAll(/<xbrldi:explicitMember\b([^>]*)>\s*([^<]*?)\s*<\//g))
      members[attributesOf(member).get("dimension") ?? ""] = name;
    found.set(id, { start: start.slice(0, 10), end: end.slice(0, 10), members });
  }
  return found;
}

/** The number that is shown, unscaled; null where it is none. A dash is zero only where its format says so. */
function shownNumber(content: string, format: string): number | null {
  const plain = content.replaceAll(/<[^>]*>|&#?\w+;|\s/g, "");
  if (/(fixed-zero|zerodash|zero-dash)$/i.test(format)) return 0;
  const text = /comma-?decimal$/i.test(format)
    ? plain.replaceAll(".", "").replace(",", ".")
    : plain.replaceAll(",", "");
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/**
 * The facts of some tags in a filing's own inline XBRL, with the dimensions that the SEC's interfaces leave out. Of one
 * fact that stands in several places the most exact counts. What is marked as a number and shows none is listed as bad.
 */
export function inlineFacts(text: string, tags: ReadonlySet<string>): InlineFacts {
  const contexts = contextsOf(text);
  const found = new Map<string, InlineFact>();
  const bad: string[] = [];
  for (const [whole, head = "", content = ""] of text.matchAll(
    /<ix:nonFraction\b([^>]*)>([\s\S]*?)<\/ix:nonFraction\s*>/g,
  )) {
    const given = attributesOf(head);
    const tag = given.get("name") ?? "";
    const context = contexts.get(given.get("contextRef") ?? "");
    if (!tags.has(tag) || !context || given.get("xsi:nil") === "true") continue;
    const shown = shownNumber(content, given.get("format") ?? "");
    if (shown === null) {
      bad.push(whole.slice(0, 300));
      continue;
    }
    const scaled = shown * 10 ** Number(given.get("scale") ?? "0");
    const value = Math.round(given.get("sign") === "-" ? -scaled : scaled);
    const decimals = given.get("decimals") === "INF" ? 99 : Number(given.get("decimals") ?? "-99");
    const key = JSON.stringify([tag, context]);
    const known = found.get(key);
    if (!known || decimals > known.decimals) found.set(key, { tag, ...context, value, decimals });
  }
  return { facts: [...found.values()], bad };
}
