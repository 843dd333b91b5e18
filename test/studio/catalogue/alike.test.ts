import { expect, it, test } from "vitest";
import { findPairs } from "@/lib/studio/sources/alike";
import { normalAddress } from "@/lib/studio/sources/normal-address";

const source = (key: string, given: { title?: string; publisher?: string; url?: string; published?: string }) => ({
  key,
  title: given.title ?? key,
  publisher: given.publisher ?? key,
  url: given.url ?? null,
  published: given.published ?? null,
});

test.each([
  ["https://www.alpha.example/report/", "http://alpha.example/report"],
  ["https://alpha.example/report?utm_source=x&b=2&a=1#top", "https://alpha.example/report?a=1&b=2"],
  ["https://ALPHA.example/index.html", "https://alpha.example/"],
])("%s and %s are one address", (a, b) => {
  expect(normalAddress(a)).toBe(normalAddress(b));
});

test.each([
  ["https://alpha.example/report?id=1", "https://alpha.example/report?id=2"],
  ["https://alpha.example/Report", "https://alpha.example/report"],
])("%s and %s are two addresses", (a, b) => {
  expect(normalAddress(a)).not.toBe(normalAddress(b));
});

const because = (...all: ReturnType<typeof source>[]) => findPairs(all).map((pair) => pair.because);

it("finds the same address and the same title by the same publisher", () => {
  const url = "https://alpha.example/report";
  expect(because(source("a", { url }), source("b", { url: `${url}/` }))).toEqual(["the same address"]);
  const titled = { title: "Annual report, 2026", publisher: "Alpha Inc." };
  expect(because(source("a", titled), source("b", { ...titled, title: "annual report 2026" }))).toEqual([
    "the same title",
  ]);
});

it("finds nearly the same title, but not where a number differs", () => {
  const of = (key: string, title: string) => source(key, { title, publisher: "Alpha" });
  expect(because(of("a", "HBM market outlook for 2026"), of("b", "The HBM market outlook for 2026"))).toEqual([
    "nearly the same title",
  ]);
  expect(because(of("a", "Results for quarter 1 of 2026"), of("b", "Results for quarter 2 of 2026"))).toEqual([]);
});

it("takes a page that was read again on another day for another source", () => {
  const url = "https://alpha.example/prices";
  expect(because(source("a", { url, published: "2026-01-01" }), source("b", { url, published: "2026-02-01" }))).toEqual(
    [],
  );
  expect(because(source("a", { url, published: "2026-01" }), source("b", { url, published: "2026-01-05" }))).toEqual([
    "the same address",
  ]);
});
