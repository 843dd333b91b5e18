import { z } from "zod";
import type { ProposedSource } from "@/lib/datasets/proposal";
import type { GridQuery } from "@/lib/studio/grid/grid";
import type { NameLists } from "@/lib/studio/reading/name-book";
import type { PickedSource } from "@/lib/studio/grid/pick-sources";
import type { DraftAct, SaveEdits } from "@/lib/studio/grid/save-edits";
import { BroughtOnWire, NamesOnWire, PartOnWire, SavedOnWire, SourceOnWire } from "@/lib/studio/grid/wire";

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

async function ask(address: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch {
    throw new Refusal(0, "The server cannot be reached.");
  }
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
