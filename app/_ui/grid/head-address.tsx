"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { hrefWith } from "@/app/_data/view-state";

type Option = { value: string; label: string };

/** How the rows are asked for: the page's path and view, and what each dimension can be filtered by. */
export type GridAddress = {
  path: string;
  view: Readonly<Record<string, string>>;
  defaults: Readonly<Record<string, string>>;
  filters: readonly { key: string; label: string; options: readonly Option[] }[];
};

/** A heading whose menu is open, and where it is to stand. */
export type OpenHead = { kind: "dimension" | "period"; key: string; left: number; top: number };

type Heads = GridAddress & {
  go: (changes: Readonly<Record<string, string>>) => void;
  open: (head: OpenHead | null) => void;
};

const Context = createContext<Heads | null>(null);

/** Gives the headings what they sort and filter by. */
export function HeadAddress(props: { address: GridAddress; open: Heads["open"]; children: ReactNode }) {
  const { address, open, children } = props;
  const router = useRouter();
  const heads = useMemo(
    () => ({
      ...address,
      open,
      go: (changes: Readonly<Record<string, string>>) =>
        router.push(hrefWith(address.path, address.view, address.defaults, changes), { scroll: false }),
    }),
    [address, open, router],
  );
  return <Context value={heads}>{children}</Context>;
}

export function useHeads(): Heads {
  const heads = useContext(Context);
  if (!heads) throw new Error("a heading outside of the grid");
  return heads;
}

/** How rows are ordered by a heading now. */
export function orderBy(heads: GridAddress, key: string): "up" | "down" | null {
  if (heads.view["sort"] !== key) return null;
  return heads.view["order"] === "down" ? "down" : "up";
}

/** What the next click on a heading asks for: ascending, descending, then the usual order. */
export function nextOrder(heads: GridAddress, key: string): Record<string, string> {
  const now = orderBy(heads, key);
  if (now === null) return { sort: key, order: "up" };
  if (now === "up") return { sort: key, order: "down" };
  return { sort: heads.defaults["sort"] ?? "", order: heads.defaults["order"] ?? "" };
}
