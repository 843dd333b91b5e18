import { describe, expect, it } from "vitest";
import { type Fn, functionsOf } from "../setup/call-graph";
import { sourceFiles, textOf } from "../setup/imports";

const DEMANDS = ["demandOwnHands", "demandWriter", "demandAnalyst"].map((name) => `lib/access/demand.ts#${name}`);

/** Writes that are none: the audit itself, a publication that is rolled back, that a session is used, how much was read. */
const HARMLESS = [
  "lib/access/session.ts#findViewer",
  "lib/access/usage.ts#writeUsage",
  "lib/audit/record.ts#",
  "lib/audit/record-in.ts#",
  "lib/studio/drafts/dry-run.ts#dryRunDraft",
];

/** What may write although an admin views the site as somebody, and why. */
const ALLOWED: Record<string, string> = {
  "app/_auth/options.ts#authOptions": "signs in and out",
  "app/api/sign-in-link/route.ts#POST": "asks for a link to sign in",
  "app/_auth/view-as.ts#stopViewingAs": "ends the viewing",
  "lib/access/view-as.ts#stopViewing": "ends the viewing",
  "app/forgotten/page.tsx#ask": "asks for a link to set a password, of whoever is signed in",
  "app/invitation/page.tsx#accept": "accepts an invitation, of whoever is signed in",
  "app/password/page.tsx#set": "sets a password by a link, of whoever is signed in",
};

const read = () => new Map(sourceFiles(["lib", "app"]).map((file) => [file, textOf(file)]));

/** Follows the calls: who writes, who asks first whether it may, and who writes without having asked. */
function follow(files: ReadonlyMap<string, string>, allowed: ReadonlySet<string> = new Set(Object.keys(ALLOWED))) {
  const all = functionsOf(files);
  const harmless = (place: string) => HARMLESS.some((one) => place.startsWith(one));
  const memo = {
    writes: new Map<string, boolean>(),
    asks: new Map<string, boolean>(),
    unasked: new Map<string, boolean>(),
  };
  const once = (kept: Map<string, boolean>, place: string, find: (fn: Fn) => boolean): boolean => {
    const known = kept.get(place);
    const fn = all.get(place);
    if (known !== undefined || !fn) return known ?? false;
    kept.set(place, false);
    const answer = find(fn);
    kept.set(place, answer);
    return answer;
  };
  const writes = (place: string): boolean =>
    !harmless(place) && once(memo.writes, place, (fn) => fn.writes || [...fn.names].some(writes));
  // Who asks on another's behalf must not write: then it is only ever called to ask.
  const asks = (place: string): boolean =>
    DEMANDS.includes(place) || (!writes(place) && once(memo.asks, place, (fn) => [...fn.names].some(asks)));
  const unasked = (place: string): boolean =>
    writes(place) &&
    !allowed.has(place) &&
    once(memo.unasked, place, (fn) => ![...fn.names].some(asks) && (fn.writes || [...fn.names].some(unasked)));
  const doors = [...all.values()].filter((fn) => fn.place.startsWith("app/") || (fn.exported && fn.asksViewer));
  return {
    unasked: doors.map((fn) => fn.place).filter(unasked),
    asking: doors.map((fn) => fn.place).filter((place) => writes(place) && !unasked(place)),
  };
}

/** Writing without asking, once one file's text is changed so. */
function without(file: string, from: string | RegExp, to: string): string[] {
  const files = read();
  const text = files.get(file) ?? "";
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return follow(files.set(file, changed)).unasked;
}

describe("while an admin views the site as somebody", () => {
  it("no verb, action or route writes without asking first whether it is their own hands", () => {
    const { unasked, asking } = follow(read());
    expect(unasked).toEqual([]);
    expect(asking).toEqual(
      expect.arrayContaining([
        "lib/access/change-person.ts#changeRole",
        "lib/access/here.ts#endSession",
        "lib/access/view-as.ts#startViewing",
        "lib/studio/drafts/edit-draft.ts#editDraft",
        "lib/studio/drafts/publish-draft.ts#publishDraft",
        "lib/studio/drafts/restore-draft.ts#restoreDraft",
        "lib/studio/entities/propose-merge.ts#proposeEntityMerge",
        "lib/studio/refresh/decide-held.ts#decideHeld",
        "lib/studio/refresh/steer.ts#steer",
        "lib/studio/sources/propose-merge.ts#proposeSourceMerge",
        "app/studio/drafts/actions.ts#bringBack",
        "app/studio/entities/actions.ts#proposeMergeOf",
        "app/studio/sources/actions.ts#proposeSourceMergeOf",
        "app/studio/actions.ts#steerConnector",
        "app/(reader)/account/page.tsx#end",
      ]),
    );
  });
});

describe("the check itself", () => {
  it("has no exception that is not needed", () => {
    expect(follow(read(), new Set()).unasked).toEqual(expect.arrayContaining(Object.keys(ALLOWED)));
  });

  it("finds a verb that has forgotten to ask, and the action behind which it stands", () => {
    const found = without("lib/studio/refresh/decide-held.ts", /demandAnalyst\(viewer(, dataset)?\);/g, "void viewer;");
    expect(found).toEqual(
      expect.arrayContaining(["lib/studio/refresh/decide-held.ts#decideHeld", "app/studio/actions.ts#decideAboutHeld"]),
    );
  });

  it("finds a verb behind two others, and one that writes by Drizzle", () => {
    expect(without("lib/studio/drafts/demand-draft.ts", /demandAnalyst\(viewer(, dataset)?\)/g, "void viewer")).toEqual(
      expect.arrayContaining([
        "lib/studio/drafts/edit-draft.ts#editDraft",
        "lib/studio/drafts/undo-draft.ts#undoDraft",
        "lib/studio/drafts/comments.ts#commentOn",
      ]),
    );
    expect(without("lib/access/here.ts", /demandOwnHands\(viewer\);/g, "")).toEqual(
      expect.arrayContaining(["lib/access/here.ts#endSession", "app/(reader)/account/page.tsx#end"]),
    );
  });

  it("is not content with a demand in another branch", () => {
    const sneaky = `import { database } from "@/lib/store/database";
      import { steer } from "@/lib/studio/refresh/steer";
      import type { Viewer } from "@/lib/access/viewer";
      export async function sneak(viewer: Viewer, run: boolean) {
        if (run) return steer(viewer, {});
        await database().sql\`update draft set state = 'published'\`;
      }`;
    expect(follow(read().set("lib/studio/sneak.ts", sneaky)).unasked).toEqual(["lib/studio/sneak.ts#sneak"]);
  });
});
