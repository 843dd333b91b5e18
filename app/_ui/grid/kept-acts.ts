import { z } from "zod";
import { CellEdit, StepKind } from "@/lib/studio/drafts/draft";

const Place = z.object({ series: z.string(), period: z.string() });

/** Something that an analyst did in the grid and the server has not acknowledged yet. */
export const Act = z.discriminatedUnion("what", [
  z.object({ what: z.literal("edit"), kind: StepKind, edits: z.array(CellEdit) }),
  z.object({ what: z.literal("undo") }),
  z.object({ what: z.literal("redo") }),
  z.object({ what: z.literal("keep"), places: z.array(Place) }),
]);
export type Act = z.infer<typeof Act>;

const Kept = z.object({ draft: z.number().nullable(), acts: z.array(Act) });
const PREFIX = "halfpitch.studio.edits";

/** Whose acts in which dataset: what is kept of one person never shows to another on the same machine. */
export type Owner = { person: string; dataset: string };

const folder = ({ person, dataset }: Owner): string => `${PREFIX} ${person} ${dataset} `;

// randomUUID is for https alone; an installation on a house's own network may be without.
const tabName = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(36)).join("");

function keysOf(owner: Owner): string[] {
  const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
  return keys.filter((key) => key.startsWith(folder(owner)));
}

/** Whether another tab that is still open holds this key. Where the browser cannot tell, nobody does. */
async function heldElsewhere(key: string): Promise<boolean> {
  if (!("locks" in navigator)) return false;
  return navigator.locks.request(key, { ifAvailable: true }, async (lock) => lock === null);
}

/** This tab's place for acts, held as long as the tab lives. */
export class KeptActs {
  readonly #owner: Owner;
  readonly #key: string;

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#key = `${folder(owner)}${tabName()}`;
    if ("locks" in navigator) void navigator.locks.request(this.#key, () => new Promise(() => undefined));
  }

  /** Keeps the acts in a draft in this browser. False where it has no room for them. */
  write(draft: number | null, acts: readonly Act[]): boolean {
    try {
      if (acts.length === 0) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify({ draft, acts }));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Takes over what tabs left behind that were closed before the server had all of it. Edits of another draft come along,
   * since nothing may be lost; what it was to undo or to keep is no matter of this one.
   */
  async adopt(draft: number | null): Promise<Act[]> {
    const found: Act[] = [];
    for (const key of keysOf(this.#owner)) {
      if (key === this.#key || (await heldElsewhere(key))) continue;
      const text = localStorage.getItem(key);
      const kept = Kept.safeParse(text === null ? null : parsed(text)).data;
      const same = kept?.draft === draft || kept?.draft === null;
      for (const act of kept?.acts ?? []) if (act.what === "edit" || same) found.push(act);
      localStorage.removeItem(key);
    }
    return found;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
