import { type Input, type Layout, UNIT_TITLE, UNUSED_TITLE } from "./layout";

const LONGEST = 3;

/** Every run of up to three words of a title. */
function runsOf(title: string): string[] {
  const words = title.split(/[\s,;:()|/–—]+/).filter((word) => word !== "");
  return words.flatMap((_, at) =>
    Array.from({ length: Math.min(LONGEST, words.length - at) }, (__, more) =>
      words.slice(at, at + more + 1).join(" "),
    ),
  );
}

/**
 * Names in a title above the headings that say another series than the row where the block is pasted: `HBM3E share by
 * TrendForce` over a row of all generations by somebody else. Asked for each dimension that the block names nowhere else.
 */
export function askTitles(layout: Layout, { target, answers }: Input): void {
  const told = new Set(layout.names.map((one) => (one.is === "dimension" ? one.key : null)));
  if (!layout.names.some((one) => one.is === "dimension")) return;
  const titles = layout.left
    .filter(({ reason }) => reason === UNUSED_TITLE || reason === UNIT_TITLE)
    .map((one) => one.text);
  for (const [key, dimension] of Object.entries(target.dataset.dimensions)) {
    const here = target.otherwise[key];
    if (told.has(key) || layout.sections[key] !== undefined || here === undefined) continue;
    const found = titles.flatMap((title) =>
      runsOf(title).flatMap((text) => {
        const read = text.length < 3 ? { unknown: "", near: [] } : target.names.resolve(key, text);
        return "value" in read && !read.fresh && read.value !== here ? [{ title, value: read.value }] : [];
      }),
    );
    const [first] = found;
    if (!first) continue;
    const answer = answers.titles?.[key];
    const values = [...new Set(found.map((one) => one.value)), here];
    layout.questions.push({
      about: "title",
      key,
      words: `“${first.title}” names another ${dimension.label} than the row where the block is pasted.`,
      options: values.map((value) => ({ value, label: target.names.label(key, value) })),
      likely: answer ?? null,
      settled: answer !== undefined,
    });
    if (answer !== undefined) layout.sections[key] = answer;
  }
}
