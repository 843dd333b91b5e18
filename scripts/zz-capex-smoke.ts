import { readerFor } from "@/lib/access/reader";
import { loadCapex } from "@/lib/dashboards/capex/load";
import { CapexView } from "@/lib/dashboards/capex/view";
import { figureCsv } from "@/lib/dashboards/figure-csv";
const ent = (process.argv[2] ?? "*")
  .split(",")
  .filter(Boolean)
  .map((dataset) => ({ dataset, delayDays: 0 }));
const viewer = {
  personId: "1",
  name: "t",
  email: "t@x",
  organisationId: 1,
  organisation: "Org",
  role: "subscriber" as const,
  entitlements: ent,
  sessionId: "s",
};
const q = Object.fromEntries(new URLSearchParams(process.argv[3] ?? ""));
const { asOf, ...rest } = q;
const m = await loadCapex(readerFor(viewer, asOf ?? null), CapexView.parse(rest));
console.log("TITLE", m.title, "|", m.subtitle);
console.log(JSON.stringify(m.choices));
console.log(m.members.map((x) => (x.isIn ? "*" : "") + x.name + ":" + x.companies).join("; "));
for (const f of m.figures) {
  console.log(
    "\n##",
    f.id,
    "|",
    f.title,
    "\n  ",
    f.subtitle,
    "\n   note:",
    f.note,
    "\n   empty:",
    f.empty,
    "forbidden:",
    f.forbidden,
    "sources",
    f.sources.length,
  );
  for (const s of f.chart?.series ?? [])
    console.log("   -", s.key, "|", s.name, s.shape, s.points.length, JSON.stringify(s.points.slice(-2)));
  for (const r of f.table.rows.slice(0, 6))
    console.log(
      "   ",
      f.table.columns
        .map(
          (c) =>
            r[c.key]?.text ?? r[c.key]?.value ?? (r[c.key]?.low != null ? r[c.key]?.low + "-" + r[c.key]?.high : "n/a"),
        )
        .join(" | "),
    );
  if (f.id === "point-in-time")
    for (const r of f.table.rows)
      console.log(
        "   >",
        f.table.columns
          .map(
            (c) =>
              r[c.key]?.text ??
              r[c.key]?.value ??
              (r[c.key]?.low != null ? r[c.key]?.low + "-" + r[c.key]?.high : "n/a"),
          )
          .join(" | "),
      );
  figureCsv(f);
}
process.exit(0);
