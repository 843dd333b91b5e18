import sax from "sax";

type Attributes = ReadonlyMap<string, string>;

/** A number as a filing marks it: its attributes by lower-case name, what it shows, and the row of a table it stands in. */
export type MarkedNumber = { given: Attributes; shown: string; row: string };

/** Whose and which time a number is. A context of an instant, or with a dimension that is no member, is `other`. */
export type InlineContext = { start: string; end: string; members: Record<string, string> } | "other";

/** What an inline XBRL document holds of numbers, by its own names for contexts and units. */
export type InlineDocument = {
  contexts: ReadonlyMap<string, InlineContext>;
  /** The measures of each unit: one for plain money, two for a ratio. */
  units: ReadonlyMap<string, readonly string[]>;
  numbers: readonly MarkedNumber[];
};

type OpenContext = { id: string; start: string; end: string; members: Record<string, string>; typed: boolean };
type OpenNumber = { given: Attributes; shown: string; row: string };

const bare = (name: string): string => name.slice(name.indexOf(":") + 1);

const WORDS_OF_ROW = 120;

/** Collects what the parser tells. Everything is known by its name without prefix, as prefixes are the filer's choice. */
class Collector {
  readonly contexts = new Map<string, InlineContext>();
  readonly units = new Map<string, string[]>();
  readonly numbers: MarkedNumber[] = [];
  private context: OpenContext | null = null;
  private unit: string[] | null = null;
  private readonly open: OpenNumber[] = [];
  private excluded = 0;
  private words = "";
  private row = "";
  private inRow = false;

  begin(name: string, given: Attributes): void {
    this.words = "";
    if (name === "tr") this.turnRow(true);
    else if (name === "context")
      this.context = { id: given.get("id") ?? "", start: "", end: "", members: {}, typed: false };
    else if (name === "typedmember" && this.context) this.context.typed = true;
    else if (name === "unit") this.units.set(given.get("id") ?? "", (this.unit = []));
    else if (name === "exclude") this.excluded += 1;
    else if (name === "nonfraction") this.open.push({ given, shown: "", row: this.row.trim() });
  }

  text(text: string): void {
    this.words += text;
    if (this.excluded > 0) return;
    if (this.inRow && this.open.length === 0 && this.row.length < WORDS_OF_ROW)
      this.row += ` ${text}`.replaceAll(/\s+/g, " ");
    // A number within a number is shown once and is the value of both.
    for (const one of this.open) one.shown += text;
  }

  end(name: string, given: Attributes): void {
    const words = this.words.trim();
    if (name === "startdate" && this.context) this.context.start = words.slice(0, 10);
    else if (name === "enddate" && this.context) this.context.end = words.slice(0, 10);
    else if (name === "explicitmember" && this.context) this.context.members[given.get("dimension") ?? ""] = words;
    else if (name === "context" && this.context) this.closeContext(this.context);
    else if (name === "tr") this.turnRow(false);
    else if (name === "measure") this.unit?.push(words);
    else if (name === "unit") this.unit = null;
    else if (name === "exclude") this.excluded = Math.max(0, this.excluded - 1);
    else if (name === "nonfraction") {
      const done = this.open.pop();
      if (done) this.numbers.push(done);
    }
    this.words = "";
  }

  private turnRow(within: boolean): void {
    this.inRow = within;
    this.row = "";
  }

  private closeContext({ id, start, end, members, typed }: OpenContext): void {
    this.contexts.set(id, start && end && !typed ? { start, end, members } : "other");
    this.context = null;
  }
}

/** The elements whose attributes say something; a document has many others. */
const TELLING = new Set(["context", "explicitmember", "unit", "nonfraction"]);
const NONE: Attributes = new Map();

const attributesOf = (tag: sax.Tag | sax.QualifiedTag): Attributes =>
  new Map(
    Object.entries(tag.attributes).map(([key, value]) => [
      key,
      (typeof value === "string" ? value : value.value).trim(),
    ]),
  );

/**
 * Reads a filing's document. Comments, CDATA and scripts hold no numbers; markup that is not well formed costs what it
 * stands around and nothing else.
 */
export function inlineDocument(text: string): InlineDocument {
  const found = new Collector();
  const parser = sax.parser(false, { lowercase: true, position: false });
  const given: Attributes[] = [];
  parser.onerror = () => parser.resume();
  parser.onopentag = (tag) => {
    const own = TELLING.has(bare(tag.name)) ? attributesOf(tag) : NONE;
    given.push(own);
    found.begin(bare(tag.name), own);
  };
  parser.onclosetag = (name) => found.end(bare(name), given.pop() ?? NONE);
  parser.ontext = (words) => found.text(words);
  // The parser takes what follows a first element for text: an excerpt has several, and some documents end early.
  parser.write("<document>").write(text).close();
  return found;
}
