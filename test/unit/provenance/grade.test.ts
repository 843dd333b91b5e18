import { describe, expect, test } from "vitest";
import {
  compareGrades,
  gradeOf,
  Grade,
  type Gradable,
  GRADE_OF_KIND,
  isSecondHand,
  mayLead,
} from "@/lib/provenance/grade";
import { holdsOwnWords } from "@/lib/datasets/own-words";
import { RESEARCH_HOUSES } from "@/lib/provenance/research-houses";

const source = (given: Partial<Gradable>): Gradable => ({
  title: "A title",
  publisher: "A publisher",
  url: "https://publisher.example/page",
  published: "2026-03-01",
  kind: "news",
  ...given,
});
const grade = (given: Partial<Gradable>): Grade => gradeOf(source(given)).grade;
const KINDS = [...Object.keys(GRADE_OF_KIND), "repository", "other", "claim", "post", "something new"];

describe("what cannot be looked up is unverified, whatever its kind", () => {
  test.each(KINDS)("a %s without an address", (kind) => {
    expect(grade({ kind, url: null })).toBe("unverified");
    expect(grade({ kind, url: "" })).toBe("unverified");
    expect(grade({ kind, publisher: "not recorded" })).toBe("unverified");
    expect(grade({ kind, title: "Results (exact page not kept)" })).toBe("unverified");
  });

  test("nobody as a publisher, and a site's front door where a page is meant, are none", () => {
    expect(grade({ publisher: "independent GitHub note", url: "https://github.com/a/b" })).toBe("unverified");
    expect(grade({ publisher: "unattributed public repository" })).toBe("unverified");
    expect(grade({ kind: "research", url: "https://house.example/" })).toBe("unverified");
    expect(grade({ kind: "price list", url: "https://cloud.example/" })).toBe("primary");
  });

  test("a headline rests on any grade but that", () => {
    expect(Grade.options.filter((one) => !mayLead(one))).toEqual(["unverified"]);
  });
});

describe("what says it of itself is primary", () => {
  test.each([
    [{ kind: "filing", publisher: "US SEC", url: "https://www.sec.gov/Archives/edgar/data/1/2/3.htm" }],
    [
      {
        kind: "filing",
        publisher: "Meta Platforms",
        url: "https://github.com/a/b/blob/c/meta.htm",
        title: "10-K (copy)",
      },
    ],
    [{ kind: "press_release", publisher: "CoreWeave / Business Wire", url: "https://news.example/coreweave" }],
    [{ kind: "price list", publisher: "Amazon Web Services", published: null }],
    [{ kind: "marketplace", publisher: "Vast.ai", published: null }],
    [{ kind: "official statistics", publisher: "European Central Bank", published: null }],
    [{ kind: "index", publisher: "Halfpitch", url: null, published: null }],
  ])("%j", (given) => {
    expect(grade(given)).toBe("primary");
  });

  test("a kind is what it means, however it is written, and whatever is a filing may hold guidance", () => {
    for (const kind of [
      "SEC filing",
      "10-K",
      "10-Q/A",
      "Form 8-K",
      "earnings release",
      "newsroom",
      "Shareholder_letter",
    ]) {
      expect(grade({ kind }), kind).toBe("primary");
      expect(holdsOwnWords({ kind }), kind).toBe(true);
    }
    expect(grade({ kind: "earnings call" })).toBe("press");
    for (const kind of ["news", "10 kinds of news", "blog", "research"])
      expect(holdsOwnWords({ kind }), kind).toBe(false);
  });

  test("a call is primary on the page of whose call it was, and press where others wrote it down", () => {
    const call = { kind: "transcript", title: "Microsoft, call on its third quarter" };
    expect(grade({ ...call, publisher: "Microsoft", url: "https://www.microsoft.com/investor/q3" })).toBe("primary");
    expect(grade({ ...call, publisher: "MarketBeat", url: "https://www.marketbeat.com/q3" })).toBe("press");
    expect(grade({ ...call, publisher: "Microsoft", url: "https://calls.example/q3" })).toBe("press");
  });

  test("a copy without its day is a relay, since nobody can tell which document it copies", () => {
    const copy = { kind: "filing", url: "https://copies.example/10q", published: null };
    expect(grade(copy)).toBe("relay");
    expect(grade({ ...copy, published: "2026-02-03" })).toBe("primary");
    expect(grade({ kind: "docs", title: "Price page (mirror)" })).toBe("relay");
  });
});

describe("houses, press and those who pass on", () => {
  test.each(RESEARCH_HOUSES)("%s on a page of its own is a data vendor, and through others a relay", (publisher) => {
    const url = `https://www.${publisher.toLowerCase().replace(/[^a-z]/g, "")}.example/page`;
    for (const kind of ["research", "press_release", "news", "docs"]) {
      expect(grade({ kind, publisher, url })).toBe("data-vendor");
      expect(grade({ kind, publisher, url: "https://somebody.example/page" })).toBe(
        kind === "news" ? "press" : "relay",
      );
      expect(grade({ kind, publisher: `${publisher} via somebody` })).toBe("relay");
    }
    expect(grade({ kind: "other", publisher, url: "https://x.com/somebody/status/1" })).toBe("relay");
  });

  test.each([
    ["Counterpoint", "https://korea.counterpointresearch.com/share", "data-vendor"],
    ["Epoch AI", "https://github.com/epoch-research/ai-chip-counts", "data-vendor"],
    ["SemiAnalysis", "https://semianalysis.substack.com/p/a-note", "data-vendor"],
    ["International Energy Agency", "https://www.iea.org/reports/energy-and-ai", "data-vendor"],
    ["TrendForce", "https://d1a2b3.cloudfront.net/reports/hbm-2026q1.pdf", "data-vendor"],
    ["TrendForce", "https://someblog.example/trendforce-says-hbm-rises", "relay"],
    ["TrendForce", "https://trendforce.blogspot.com/hbm", "relay"],
    ["TrendForce", "https://github.com/somebody/trendforce-notes", "relay"],
    ["IDC", "https://www.idcnova.com/html/1.html", "relay"],
    ["UBS", "https://www.ubscribe.example/note", "relay"],
  ] as const)("a house's words, of %s at %s, are %s", (publisher, url, expected) => {
    expect(grade({ kind: "research", publisher, url })).toBe(expected);
  });

  test.each([
    ["https://web.archive.org/web/20260301000000/https://x.com/somebody/status/1", "relay"],
    ["https://web.archive.org/web/2026/http://old.reddit.com/r/a", "relay"],
    ["https://web.archive.org/web/20260301id_/https://house.example/", "unverified"],
    ["https://archive.ph/2026.03.01-120000/https://paper.example/a-story", "press"],
    ["https://web.archive.org/web/20260301000000/https://paper.example/a-story", "press"],
  ] as const)("an archived page is what the page was: %s is %s", (url, expected) => {
    expect(grade({ url })).toBe(expected);
  });

  test.each([
    [{ kind: "research", publisher: "A blog", title: "HBM share in 2026, according to TrendForce" }, "relay"],
    [{ kind: "report", publisher: "A blog quoting TrendForce" }, "relay"],
    [{ publisher: "A newspaper quoting TrendForce" }, "press"],
    [{ kind: "docs", url: "https://en.wikipedia.org/wiki/CoreWeave" }, "relay"],
    [{ kind: "article", url: "https://somebody.wordpress.com/2026/a-note" }, "relay"],
    [{ publisher: "Business Standard" }, "press"],
    [{ publisher: "Chosun Biz citing Counterpoint" }, "press"],
    [{ publisher: "Financial Times via newsbeep" }, "relay"],
    [{ publisher: "X post by @somebody", url: "https://x.com/somebody/status/1" }, "relay"],
    [{ reliability: "low" }, "relay"],
    [{ kind: "transcript", publisher: "Motley Fool" }, "press"],
    [{ kind: "research", publisher: "FourWeekMBA citing Epoch AI" }, "relay"],
    [{ kind: "research", publisher: "A house (machine-written)" }, "relay"],
    [{ kind: "research", title: "Earnings summary" }, "relay"],
    [{ kind: "dataset", publisher: "somebody/gpu-prices", url: "https://github.com/somebody/gpu-prices" }, "relay"],
    [{ kind: "dataset", url: "https://github.com/somebody/gpu-prices", licence: "CC BY 4.0" }, "data-vendor"],
    [{ kind: "dataset", url: "https://github.com/somebody/gpu-prices", licence: "public filing" }, "relay"],
    [{ kind: "dataset", publisher: "Stock data site" }, "data-vendor"],
    [{ kind: "repository", url: "https://github.com/a/b" }, "relay"],
    [{ kind: "a kind that nobody knows" }, "relay"],
  ] as const)("%j is %s", (given, expected) => {
    expect(grade(given)).toBe(expected);
  });
});

describe("properties", () => {
  test("losing its address, its publisher or its reliability never raises a grade", () => {
    for (const kind of KINDS)
      for (const publisher of ["A publisher", "TrendForce", "A via B", "Halfpitch labs"])
        for (const less of [{ url: null }, { publisher: "unknown" }, { reliability: "low" }, { published: null }]) {
          const before = grade({ kind, publisher, licence: "CC BY 4.0" });
          const after = grade({ kind, publisher, licence: "CC BY 4.0", ...less });
          expect(compareGrades(after, before), `${kind} ${publisher} ${JSON.stringify(less)}`).toBeGreaterThanOrEqual(
            0,
          );
        }
  });

  test("what an analyst decided stands instead of the rule, with the reason", () => {
    for (const decided of Grade.options)
      expect(gradeOf(source({ url: null }), { grade: decided, reason: "seen on paper" })).toEqual({
        grade: decided,
        why: "seen on paper",
        by: "analyst",
      });
    expect(gradeOf(source({}), { grade: null, reason: null }).by).toBe("rule");
  });

  test("relays and what cannot be looked up are second hand", () => {
    expect(Grade.options.filter(isSecondHand)).toEqual(["relay", "unverified"]);
  });
});
