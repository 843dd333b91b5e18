import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EditQueue } from "@/app/_ui/grid/edit-queue";
import type { Act } from "@/app/_ui/grid/kept-acts";
import { datasetOf } from "@/lib/datasets/registry";
import type { CellContent, DraftCell } from "@/lib/studio/drafts/draft";

const dataset = datasetOf("hbm-share");
const owner = { person: "ada", dataset: "hbm-share" };
const dims = { supplier: "micron", publisher: "counterpoint", basis: "revenue", generation: "all", customer: "all" };
const SERIES = "HBM_SHARE.MICRON.COUNTERPOINT.REVENUE.ALL.ALL.QUARTER";

const content = (value: number): CellContent => ({
  value,
  low: null,
  high: null,
  status: "E",
  confidence: null,
  source: null,
  reason: null,
  note: null,
  periodEnd: null,
  periodLabel: null,
});
const act = (value: number, expects = 0): Act => ({
  what: "edit",
  kind: "edit",
  edits: [{ place: { measure: "quarter", dims, period: "2026-07-01" }, content: content(value), expects }],
});

/** A browser's store that keeps text, or has no room. */
function constructedStorage(room = true) {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (!room) throw new Error("no room");
      kept.set(key, text);
    },
    removeItem: (key: string) => kept.delete(key),
  };
}

let answers: (() => Response | Promise<Response>)[] = [];
let asked: { edits?: { expects: number; content: CellContent }[]; draft: number | null; what?: string }[] = [];
let version = 0;

const draft = {
  id: 7,
  dataset: "hbm-share",
  authorId: "ada",
  author: "Ada",
  organisationId: 1,
  state: "draft",
  reason: "",
  version: 1,
  cells: 1,
  items: 0,
  publishAt: null,
  publishZone: null,
  closesEdition: false,
  trouble: null,
  changeSetId: null,
  revertsId: null,
  revertedById: null,
  createdAt: "2026-11-26T12:00:00Z",
  updatedAt: "2026-11-26T12:00:00Z",
  canUndo: true,
  canRedo: false,
};

const good = (): Response => {
  version++;
  const last = asked.at(-1)?.edits?.[0]?.content ?? content(0);
  const cell: DraftCell = {
    ...last,
    series: SERIES,
    measure: "quarter",
    dims,
    period: "2026-07-01",
    version,
    editedBy: "Ada",
    editedAt: "2026-11-26T12:00:00Z",
    base: null,
  };
  const outcome = { draft, cells: [cell], removed: [], refused: [], rivals: [] };
  return Response.json({ outcome, missing: { source: 1, reason: 0 } });
};
const problem =
  (status: number, detail: string, errors: { field: string }[] = []) =>
  () =>
    Response.json({ detail, errors }, { status });

beforeEach(() => {
  vi.useFakeTimers();
  [answers, asked, version] = [[], [], 0];
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("localStorage", constructedStorage());
  vi.stubGlobal("fetch", async (_: string, init: { body: string }) => {
    asked.push(JSON.parse(init.body));
    return (answers.shift() ?? good)();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const queue = () => new EditQueue(owner, dataset, null);
const settled = () => vi.advanceTimersByTimeAsync(0);

describe("the queue of edits", () => {
  it("sends one act after the other, the later upon what the earlier made", async () => {
    const one = queue();
    one.push(act(57));
    one.push(act(58));
    await settled();
    expect(asked.map((body) => [body.draft, body.edits?.[0]?.content.value, body.edits?.[0]?.expects])).toEqual([
      [null, 57, 0],
      [7, 58, 1],
    ]);
    expect(one.state).toMatchObject({ phase: "saved", waiting: 0 });
    expect(localStorage.length).toBe(0);
  });

  it("keeps what waits in the browser, and tries again by itself when the server is away", async () => {
    answers = [() => Promise.reject(new TypeError("no network")), problem(503, "down")];
    const one = queue();
    one.push(act(57));
    await settled();
    expect(one.state).toMatchObject({ phase: "offline", waiting: 1 });
    expect(localStorage.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(one.state.phase).toBe("offline");
    await vi.advanceTimersByTimeAsync(2000);
    expect(one.state).toMatchObject({ phase: "saved", waiting: 0 });
    expect(asked).toHaveLength(3);
  });

  it("waits for a new session, and takes over what a closed tab left", async () => {
    answers = [problem(401, "Your session has ended. Sign in again.")];
    const closed = queue();
    closed.push(act(57));
    await settled();
    expect(closed.state).toMatchObject({ phase: "signed-out", waiting: 1 });
    vi.clearAllTimers();
    const next = queue();
    await next.begin();
    await settled();
    expect(next.state).toMatchObject({ phase: "saved", waiting: 0 });
    expect(asked.at(-1)?.edits?.[0]?.content.value).toBe(57);
    expect(localStorage.length).toBe(0);
  });

  it("takes over the edits of another draft, and not what was to be undone in it", async () => {
    answers = [() => new Response(null, { status: 503 })];
    const left = new EditQueue(owner, dataset, 5);
    left.push(act(60));
    left.push({ what: "undo" });
    await vi.waitFor(() => expect(left.state.phase).toBe("offline"));
    const next = new EditQueue(owner, dataset, 7);
    await next.begin();
    await vi.waitFor(() => expect(next.state.phase).toBe("saved"));
    expect(asked.slice(1).map((one) => [one.draft, one.what])).toEqual([[7, undefined]]);
  });

  it("leaves another person's edits alone", async () => {
    answers = [problem(401, "ended")];
    const ada = queue();
    ada.push(act(57));
    await settled();
    const ben = new EditQueue({ ...owner, person: "ben" }, dataset, null);
    await ben.begin();
    expect(ben.acts).toHaveLength(0);
    answers = [problem(409, "somebody else's", [{ field: "person" }])];
    ada.retry();
    await settled();
    expect(ada.state).toMatchObject({ phase: "stopped", waiting: 1, closed: false });
  });

  it("stops where the draft is no longer open, and goes on in a new one when told", async () => {
    answers = [problem(409, "This draft is in review and no longer edited.")];
    const one = new EditQueue(owner, dataset, 3);
    one.push(act(57));
    await settled();
    expect(one.state).toMatchObject({ phase: "stopped", waiting: 1, closed: true });
    one.startAfresh();
    await settled();
    expect(asked.map((body) => body.draft)).toEqual([3, null]);
    expect(one.state.phase).toBe("saved");
  });

  it("takes back what was not sent without asking the server", async () => {
    answers = [() => Promise.reject(new TypeError("no network"))];
    const one = queue();
    one.push(act(57));
    await settled();
    one.push(act(58));
    expect(one.takeBack()).toBe(true);
    expect(one.state.waiting).toBe(1);
  });

  it("says so where the browser has no room to keep what waits", async () => {
    vi.stubGlobal("localStorage", constructedStorage(false));
    answers = [problem(503, "down")];
    const one = queue();
    one.push(act(57));
    await settled();
    expect(one.state).toMatchObject({ crowded: true, waiting: 1 });
  });
});
