/** What is looked for: a text in values, in names or in both, as a part or as the whole of them. */
export type Wanted = { text: string; where: "all" | "values" | "names"; whole: boolean };

/** A cell's value in full precision and as it is shown. */
export type Texts = { full: string; shown: string };

/** Without what only groups digits, and in one case. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/(?<=\d)[,'’ ](?=\d{3}(?!\d))/g, "")
    .replaceAll("−", "-")
    .trim()
    .toLowerCase();

function holds(within: string, { text, whole }: Wanted): boolean {
  const [all, part] = [plain(within), plain(text)];
  return part !== "" && (whole ? all === part : all.includes(part));
}

/** Whether a value is what is looked for, by what it shows or what it is. */
export const valueFits = (wanted: Wanted, { full, shown }: Texts): boolean =>
  wanted.where !== "names" && (holds(full, wanted) || holds(shown, wanted));

/** Whether one of a row's names is. */
export const nameFits = (wanted: Wanted, names: readonly string[]): boolean =>
  wanted.where !== "values" && names.some((name) => holds(name, wanted));

/** What a value's text becomes; null where the text that is looked for stands only in what is shown, rounded. */
export function replacedText(wanted: Wanted, { full, shown }: Texts, by: string): string | null {
  if (wanted.whole) return holds(full, wanted) || holds(shown, wanted) ? by : null;
  const [all, part] = [plain(full), plain(wanted.text)];
  return all.includes(part) && part !== "" ? all.replaceAll(part, () => by) : null;
}

/** The next of so many places from one on, either way, and around the end. */
export const nextOf = (count: number, at: number | null, way: 1 | -1): number | null =>
  count === 0 ? null : at === null ? (way === 1 ? 0 : count - 1) : (at + way + count) % count;
