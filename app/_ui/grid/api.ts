import { z } from "zod";
import type { ProposedSource } from "@/lib/datasets/proposal";
import type { GridQuery } from "@/lib/studio/grid/grid";
import type { NameLists } from "@/lib/studio/reading/name-book";
import type { PickedSource } from "@/lib/studio/grid/pick-sources";
import type { DraftAct, SaveEdits } from "@/lib/studio/grid/save-edits";
import type { ShowPresence } from "@/lib/studio/grid/presence";
import {
  AroundOnWire,
  BroughtOnWire,
  NamesOnWire,
  PartOnWire,
  SavedOnWire,
  SourceOnWire,
} from "@/lib/studio/grid/wire";

/** A request that was not answered as hoped. `status` 0: the server was not reached. */
export class Refusal extends Error {
  readonly status: number;
  readonly fields: readonly string[];

  constructor(status: number, message: string, fields: readonly string[] = []) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.fields = fields;
  }
}

const Problem = z.object({
  detail: z.string().catch(""),
  errors: z.array(z.object({ field: z.string() })).catch([]),
});

/** Asks; an answer other than good is a Refusal. */
async function ask(address: string, init: RequestInit = {}): Promise<unknown> {
  return read(await reach(address, init));
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch {
    throw new Refusal(0, "The server cannot be reached.");
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  if (response.ok)
    return response.json().catch(() => {
      throw new Refusal(0, "The answer broke off.");
    });
  const problem = Problem.safeParse(await response.json().catch(() => null));
  const { detail, errors } = problem.success ? problem.data : { detail: "", errors: [] };
  throw new Refusal(
    response.status,
    detail || "The server could not do that.",
    errors.map((one) => one.field),
  );
}

const post = (address: string, body: unknown): Promise<unknown> =>
  ask(address, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });

export async function requestPart(query: GridQuery, signal?: AbortSignal) {
  const params = new URLSearchParams({ query: JSON.stringify(query) });
  return PartOnWire.parse(await ask(`/api/studio/grid?${params}`, signal ? { signal } : {}));
}

/** What others do around a dataset's grid; null where nothing changed since the tag. */
export async function requestAround(dataset: string, heads: ReadonlyMap<number, number>, tag: string | null) {
  const params = new URLSearchParams({ dataset, heads: [...heads].map(([id, head]) => `${id}:${head}`).join(",") });
  const headers: HeadersInit = tag === null ? {} : { "if-none-match": `"${tag}"` };
  const response = await reach(`/api/studio/around?${params}`, { headers, cache: "no-store" });
  return response.status === 304 ? null : AroundOnWire.parse(await read(response));
}

/** Shows where this person is. A farewell goes out although the page is closing. */
export const sendPresence = (place: z.input<typeof ShowPresence>): Promise<unknown> =>
  ask("/api/studio/presence", {
    method: "POST",
    body: JSON.stringify(place),
    headers: { "content-type": "application/json" },
    keepalive: place.gone === true,
  });

export const sendEdits = async (body: SaveEdits) => SavedOnWire.parse(await post("/api/studio/edits", body));
export const sendAct = async (body: DraftAct) => SavedOnWire.parse(await post("/api/studio/steps", body));

export async function requestNames(dataset: string): Promise<NameLists> {
  return NamesOnWire.parse(await ask(`/api/studio/names?${new URLSearchParams({ dataset })}`));
}

export async function requestSources(text: string, draft: number | null): Promise<PickedSource[]> {
  const params = new URLSearchParams({ text, ...(draft === null ? {} : { draft: String(draft) }) });
  return z.array(SourceOnWire).parse(await ask(`/api/studio/sources?${params}`));
}

export async function sendSource(dataset: string, draft: number | null, source: Omit<ProposedSource, "key">) {
  return BroughtOnWire.parse(await post("/api/studio/sources", { dataset, draft, source }));
}
