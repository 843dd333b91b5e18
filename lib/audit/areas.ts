/** What kind of matter an event is. `of` are the first words of its actions, or whole actions that stand apart. */
export const AREAS = {
  "sign-ins": { label: "Sign-ins", of: ["session", "sign-in"] },
  rights: {
    label: "People and rights",
    of: ["person", "member", "password", "organisation", "entitlement", "four-eyes"],
  },
  viewing: { label: "Viewing as somebody", of: ["view-as"] },
  publishing: { label: "Drafts and publishing", of: ["draft", "held", "edition", "release", "calendar", "erratum"] },
  catalogue: { label: "Sources and entities", of: ["source", "entity", "event", "dataset"] },
  intake: { label: "Refresh and imports", of: ["connector", "import"] },
  exports: { label: "Exports", of: ["export", "edition.downloaded"] },
  other: { label: "Other", of: [] },
} as const satisfies Record<string, { label: string; of: readonly string[] }>;
export type Area = keyof typeof AREAS;
export const areas = Object.keys(AREAS).filter((key): key is Area => key in AREAS);

const byWord = new Map<string, Area>(areas.flatMap((area) => AREAS[area].of.map((word) => [word, area] as const)));

/** The area of an action such as `session.opened`. */
export const areaOf = (action: string): Area =>
  byWord.get(action) ?? byWord.get(action.split(".", 1).join("")) ?? "other";
