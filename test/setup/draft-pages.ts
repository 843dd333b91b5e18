import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { connect, type Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { demoAccount, type DemoRole, newContext, signIn, siteDatabaseUrl } from "./browser";
import { toyDataset } from "./store";
import { content } from "./studio";

export const TOY = "toy-lead-times";
/** Where the values of these tests are: one series of the toy. */
export const FLUX_GATE = { measure: "lead_time", dims: { part: "flux-gate", region: "south" } };

/** The demo account of a role, as the verbs see it. */
async function demo(db: Database, role: DemoRole): Promise<Viewer> {
  const { email } = demoAccount(role);
  const rows = await db.sql<{ personId: string; name: string; organisationId: number; organisation: string }[]>`
    select person.id as "personId", person.name, organisation.id::int as "organisationId", organisation.name as organisation
    from person join member on member.person_id = person.id
    join organisation on organisation.id = member.organisation_id where person.email = ${email}`;
  if (!rows[0]) throw new Error(`there is no ${role}`);
  return { ...rows[0], email, role, entitlements: [{ dataset: "*", delayDays: 0 }], sessionId: "", viewedBy: null };
}

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** Waits for a page whose heading says that; how many headings do. */
async function titled(page: Page, words: string | RegExp): Promise<number> {
  const found = title(page).filter({ hasText: words });
  await found.waitFor();
  return found.count();
}

/** Windows of the demo accounts on the pages of drafts, the database behind them, and what the browser complained about. */
export function useDraftPages() {
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  let opened: Database | undefined;
  beforeAll(() => {
    toyDataset();
    opened = connect(siteDatabaseUrl(), { max: 2 });
  });
  afterAll(async () => {
    await Promise.all(contexts.map((one) => one.close()));
    await opened?.close();
  });
  const database = (): Database => {
    if (!opened) throw new Error("the database is opened before the first test");
    return opened;
  };
  return {
    complaints,
    title,
    titled,
    get db() {
      return database();
    },
    open: (page: Page, draft: number) => page.goto(`/studio/drafts/${draft}`, { waitUntil: "load" }),
    press: (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click(),
    pageOf: async (
      who: DemoRole | { email: string; password: string },
      options: { javaScriptEnabled?: boolean } = {},
    ): Promise<Page> => {
      const context = await newContext(options);
      contexts.push(context);
      await signIn(context, who);
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      return page;
    },
    /** A draft of the demo analyst, or of somebody else, with one new value of each month. */
    propose: async (values: Record<string, number>, by?: Viewer): Promise<number> => {
      const author = by ?? (await demo(database(), "analyst"));
      const { id } = await openDraft(author, { dataset: TOY }, database());
      const edits = Object.entries(values).map(([period, value]): CellEdit => ({
        place: { ...FLUX_GATE, period },
        content: content(value, { reason: "correction" }),
      }));
      const { refused } = await editDraft(author, { draft: id, edits }, database());
      expect(refused).toEqual([]);
      return id;
    },
  };
}
