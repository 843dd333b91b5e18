import { expect, it } from "vitest";
import { sourceKeyOf } from "@/lib/studio/sources/source-key";
import { Slug } from "@/lib/kernel/slug";

const long = "Quarterly outlook on high bandwidth memory, its makers, their capacity and their customers";

it("is made of the words of a source", () => {
  const given = { publisher: "TrendForce", title: "HBM, 3Q26 – café", published: "2026-10" };
  expect(sourceKeyOf(given)).toBe("trendforce-hbm-3q26-cafe-2026-10");
});

it("tells sources apart whose words begin alike or cannot be written in a key", () => {
  const keys = [
    { publisher: "House", title: `${long}, first part` },
    { publisher: "House", title: `${long}, second part` },
    { publisher: "House", title: long, published: "2026-07" },
    { publisher: "House", title: long, published: "2026-10" },
    { publisher: "삼성", title: "분기 실적", published: "2026" },
    { publisher: "하이닉스", title: "분기 실적", published: "2026" },
  ].map(sourceKeyOf);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect([Slug.safeParse(key).success, key.length <= 80]).toEqual([true, true]);
});
