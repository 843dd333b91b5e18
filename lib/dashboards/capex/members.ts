/** Groups that the field adds up, by the names that consensus and estimates use for them. */
export const GROUPS: Readonly<Record<string, { name: string; members: readonly string[] }>> = {
  "big-4": { name: "Big-4", members: ["amazon", "alphabet", "meta", "microsoft"] },
  "big-5": { name: "Big-5", members: ["amazon", "alphabet", "meta", "microsoft", "oracle"] },
  "msft-plus-googl-plus-amzn": {
    name: "Microsoft, Alphabet and Amazon",
    members: ["amazon", "alphabet", "microsoft"],
  },
};

/** Whose capex is added up: `key` is what the address says, `name` stands in a sentence. */
export type Membership = { key: string; name: string; members: readonly string[] };

type NameOf = (company: string) => string;

/** Names in a sentence: `Amazon, Meta and Oracle`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

const keyOf = (members: readonly string[]): string => {
  const wanted = members.toSorted().join(",");
  const named = Object.entries(GROUPS).filter(([key]) => key.startsWith("big-"));
  const group = named.find(([, one]) => one.members.toSorted().join(",") === wanted);
  return group ? group[0] : members.join(",");
};

/** The members that `companies=` in an address names: a group's, or each company listed, once. */
export function membership(companies: string, nameOf: NameOf): Membership {
  const group = GROUPS[companies];
  const members = group?.members ?? [...new Set(companies.split(",").flatMap((one) => GROUPS[one]?.members ?? [one]))];
  const key = keyOf(members);
  const name = GROUPS[key]?.name ?? (members.length > 4 ? `${members.length} companies` : listed(members.map(nameOf)));
  return { key, name, members };
}

/** The `companies=` with one company more or less; null where nobody would be left. */
export function toggled({ members }: Membership, company: string): string | null {
  const rest = members.includes(company) ? members.filter((one) => one !== company) : [...members, company];
  return rest.length > 0 ? keyOf(rest) : null;
}

/** The names of the members in a sentence. */
export const memberNames = ({ members }: Membership, nameOf: NameOf): string => listed(members.map(nameOf));
