import { describe, expect, it } from "vitest";
import { parseCell } from "@/lib/studio/reading/parse-cell";
import { readUnitHeading } from "@/lib/studio/reading/unit-heading";
import { shiftTo } from "@/lib/studio/reading/unit-words";

/** What a heading does to plain numbers of a measure: moves them by a power of ten, is refused, or says nothing. */
function effect(heading: string, unit: string, label = "Capex"): number | string {
  const found = readUnitHeading(heading, { label, unit });
  if (!found) return "nothing";
  const shift = shiftTo(unit, label, found.said.words);
  return "exponent" in shift ? shift.exponent : shift.refused;
}

describe("a heading that says a step and a currency", () => {
  it("keeps the step in front of the currency", () => {
    const headings = ["bn USD", "Mrd. $", "Billions of dollars", "US$ in billions", "Capex, USD in billions", "$ (bn)"];
    for (const heading of headings) expect([heading, effect(heading, "USD")]).toEqual([heading, 9]);
    for (const heading of ["k USD", "thousand USD", "x1000", "(in thousands, except per share data)"])
      expect([heading, effect(heading, "USD")]).toEqual([heading, 3]);
    for (const heading of [
      "millions of USD",
      "×1,000,000",
      "Amounts in millions of US$",
      "All figures in USD millions",
    ])
      expect([heading, effect(heading, "USD")]).toEqual([heading, 6]);
  });

  it("keeps the currency in front of the step", () => {
    const headings = [
      "EUR in millions",
      "Revenue (€ in millions)",
      "Revenue, EUR in millions",
      "Capex EUR (m)",
      "Mio. EUR",
    ];
    for (const heading of headings)
      expect([heading, effect(heading, "USD")]).toEqual([heading, "it is in EUR; Capex is kept in USD"]);
    expect(effect("Revenue (RMB in thousands)", "USD")).toBe("it is in CNY; Capex is kept in USD");
  });

  it("leaves names alone", () => {
    for (const heading of ["Capex (reported)", "Sites per company", "Source: x", "Notes: hours", "Investment in China"])
      expect([heading, effect(heading, "USD")]).toEqual([heading, "nothing"]);
  });
});

describe("a heading that says another kind of number", () => {
  it("is refused where the measure is no share, no month and no cent", () => {
    expect(effect("Capex as % of revenue", "USD")).toBe("it is a percentage; Capex is kept in USD");
    const price = (heading: string) => effect(heading, "USD/GPU-hour", "Price");
    expect(price("USD per month")).toContain("per month");
    expect(price("Price per GPU per month")).toContain("per month");
    expect(price("Price (cents/hr)")).toContain("cents/hr");
    expect(price("US cents per hour")).toContain("US cents");
    expect(price("$ per node-hour")).toContain("per node-hour");
  });

  it("changes nothing where it is the measure's own", () => {
    expect(effect("% of total", "%", "Share")).toBe(0);
    for (const heading of ["$/GPU/hr", "USD per GPU per hour", "$/hr", "USD per GPU hour", "US$/GPU-h"])
      expect([heading, effect(heading, "USD/GPU-hour", "Price")]).toEqual([heading, 0]);
    expect(effect("Power (gigawatts)", "MW", "Power")).toBe(3);
  });
});

describe("a unit behind a number", () => {
  it("is known by its usual ways of writing", () => {
    const read = (text: string, unit: string) => {
      const found = parseCell(text, { label: "Measure", unit });
      return found.kind === "value" ? found.value : found;
    };
    for (const text of ["$2.50/GPU/hr", "$2.50 per GPU per hour", "2.50 USD/hr/GPU", "$2.50/gpu hour"])
      expect([text, read(text, "USD/GPU-hour")]).toEqual([text, 2.5]);
    expect([read("1.2 gigawatts", "MW"), read("120 megawatts", "MW"), read("12 wks", "weeks")]).toEqual([
      1200, 120, 12,
    ]);
    expect(read("$2.50/GPU/month", "USD/GPU-hour")).toMatchObject({ kind: "refused" });
  });
});

describe("a heading that names the periods of its table", () => {
  it("is no unit, alone or with what stands across", () => {
    for (const heading of ["Quarter", "Quarters", "Fiscal quarter", "Month", "Years", "Period ending", "Date", "FY"])
      expect([heading, effect(heading, "%", "Share")]).toEqual([heading, "nothing"]);
    for (const heading of ["Quarter / Supplier", "Month | Company", "Year\\Vendor"])
      expect([heading, effect(heading, "USD")]).toEqual([heading, "nothing"]);
  });

  it("is one where something is counted in time and the heading counts it, or stands behind an amount", () => {
    expect(effect("Months", "weeks", "Lead time")).not.toBe("nothing");
    expect(effect("Weeks", "weeks", "Lead time")).toBe(0);
    expect(effect("Month", "weeks", "Lead time")).toBe("nothing");
    expect(effect("USD/month", "USD")).not.toBe("nothing");
  });
});
