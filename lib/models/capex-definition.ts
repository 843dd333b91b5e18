/** The ways of counting capex that companies report by. Two of them are never compared, nor added up. */
export const DEFINITIONS = ["cash", "incl-finance-leases", "incl-new-lease-assets", "company"] as const;
export type Definition = (typeof DEFINITIONS)[number];

/** The lines of reported capex, one for each definition. */
export type ReportedLine =
  | "capex"
  | "capex-incl-finance-leases"
  | "capex-incl-new-lease-assets"
  | "capex-company-measure";

/** A definition's line among what companies report, its words in a sentence, and the shortest that tell it apart. */
export type CapexLine = { line: ReportedLine; words: string; only: string; short: string };

export const CAPEX_LINES: Readonly<Record<Definition, CapexLine>> = {
  cash: { line: "capex", words: "cash capex", only: "as cash capex", short: "cash" },
  "incl-finance-leases": {
    line: "capex-incl-finance-leases",
    words: "capex with finance-lease principal",
    only: "with finance-lease principal",
    short: "with lease principal",
  },
  "incl-new-lease-assets": {
    line: "capex-incl-new-lease-assets",
    words: "capex with new finance-lease assets",
    only: "with new finance-lease assets",
    short: "with new lease assets",
  },
  company: {
    line: "capex-company-measure",
    words: "capex by the company's own definition",
    only: "by the company's own definition",
    short: "company's own",
  },
};

const isDefinition = (code: string): code is Definition => Object.hasOwn(CAPEX_LINES, code);

/** The line that a stated definition is reported on; null where the definition was not stated, or nobody reports by it. */
export const lineOf = (definition: string | undefined): string | null =>
  definition !== undefined && isDefinition(definition) ? CAPEX_LINES[definition].line : null;

/** The definition that a line is of. */
export const definitionOf = (line: string): CapexLine | undefined =>
  Object.values(CAPEX_LINES).find((one) => one.line === line);
