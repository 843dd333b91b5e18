import type { Headline } from "@/lib/dashboards/home/headline";
import { DATE, numbersIn, writes } from "./numbers";
import { differs, type Store } from "./form";
import { lastDay, type RawRow, standing, words } from "./raw-rows";

/** The tiles that are one stored number, by the rows that they may be of. */
const STORED: Record<string, { dataset: string; of: (one: RawRow) => boolean }> = {
  "sk-hynix-hbm": {
    dataset: "hbm-share",
    of: ({ measure, dims }) =>
      measure === "quarter" &&
      dims["supplier"] === "sk-hynix" &&
      dims["publisher"] === "counterpoint" &&
      dims["basis"] === "revenue" &&
      dims["generation"] === "all" &&
      dims["customer"] === "all",
  },
  "coreweave-power": {
    dataset: "neocloud-fleets",
    of: ({ measure, dims }) =>
      measure === "power" &&
      dims["cloud"] === "coreweave" &&
      dims["state"] === "installed" &&
      dims["site"] === "all-sites" &&
      dims["gpu"] === "all-models" &&
      dims["basis"] === "reported",
  },
};

/** What is wrong with the tiles of stored numbers: each is the newest that somebody can look up, with its own date. */
export function tileFaults(headlines: readonly Headline[], store: Store, day: string): string[] {
  return Object.entries(STORED).flatMap(([key, { dataset, of }]) => {
    const rows = standing(store, dataset, day).filter(
      (one) => of(one) && one.value !== null && !store.lost.has(one.source),
    );
    const newest = rows.toSorted((a, b) => (lastDay(a) < lastDay(b) ? 1 : -1))[0];
    const tile = headlines.find((one) => one.key === key);
    if (!newest || !tile) return differs(`${key} is shown`, tile !== undefined, newest !== undefined);
    return [
      ...differs(`${key}: value`, tile.cell.value, newest.value),
      ...differs(`${key}: status`, tile.cell.status, newest.status),
      ...differs(`${key}: date`, tile.on, words(newest)),
      ...differs(`${key}: date in the tile`, tile.period.includes(words(newest)), true),
    ];
  });
}

const KIND: Record<string, RegExp> = {
  E: /estimate|indicative|carried/,
  F: /forecast/,
  P: /provisional/,
  G: /guid/,
  C: /consensus/,
};

/** What is wrong with the home page's title: each part is a tile's number with its date and kind. */
export function homeFaults(title: string, headlines: readonly Headline[]): string[] {
  const valued = headlines.filter((one) => typeof one.cell.value === "number");
  if (valued.length === 0) return differs("title", title, "AI compute");
  return title.split("; ").flatMap((part) => {
    const tile = valued.find((one) => part.startsWith(`${one.label}: `));
    if (!tile) return [`“${part}” is no tile`];
    const rest = part.slice(tile.label.length);
    const [number] = numbersIn(rest);
    const right = number !== undefined && writes(number, Number(tile.cell.value));
    const kind = KIND[tile.cell.status ?? "A"];
    return [
      ...(right ? [] : [`“${part}” is not ${String(tile.cell.value)}`]),
      ...(tile.on !== "" && rest.includes(tile.on) && new RegExp(DATE.source).test(rest)
        ? []
        : [`“${part}” has no date`]),
      ...(tile.label.startsWith("H100") && !/\((assessed|rate card), .*grade [ABC]/.test(rest)
        ? [`“${part}” says neither kind nor grade`]
        : []),
      ...(kind && !kind.test(rest) ? [`“${part}” is not said to be ${String(tile.cell.status)}`] : []),
    ];
  });
}
