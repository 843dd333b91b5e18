import { expect, test } from "vitest";
import { publisherDoubt } from "@/lib/studio/sources/publisher-doubt";

const source = (publisher: string, grade: "primary" | "press" = "press", title = "A title") => ({
  publisher,
  title,
  grade,
});
const voice = (publisher: string) => ({ publisher, title: "A title" });

test("a series whose past is of nobody takes nobody else in silence", () => {
  const owner = { slug: "trendforce", names: ["TrendForce"] };
  const past = [voice("unattributed public repository")];
  expect(publisherDoubt({ owner, past, source: source("Counterpoint") })).toMatch(/Counterpoint/);
  expect(publisherDoubt({ owner: null, past, source: source("Counterpoint") })).toMatch(/Counterpoint/);
});

test("a series of nobody's takes its own publishers, who passes them on, and whoever says it of themselves", () => {
  const past = [voice("Motley Fool"), voice("Fierce Network")];
  for (const one of [source("Fierce Network"), source("A page citing Motley Fool"), source("US SEC", "primary")])
    expect(publisherDoubt({ owner: null, past, source: one }), one.publisher).toBeNull();
  expect(publisherDoubt({ owner: null, past, source: source("Getdeploying") })).toMatch(/“Motley Fool” and “Fierce/);
  expect(publisherDoubt({ owner: null, past: [], source: source("Getdeploying") })).toBeNull();
});
