import type { Locator, Page } from "playwright-core";
import type { Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";

// How a person finds their way about the grid: by the words of a row and the heading of a column.

/** A row of values by the words in its head. */
export const rowOf = (on: Page, words: string): Locator =>
  on.locator(".dsg-row:not(.dsg-row-header)").filter({ hasText: words });

/** The cell of a row under a heading, by where the heading stands once the widths of the grid are settled. */
export async function cellOf(on: Page, words: string, period: string): Promise<Locator> {
  const heading = on.locator(".dsg-row-header .dsg-cell").filter({ hasText: period });
  // The grid is drawn once with its least widths and again when it has measured its room.
  const left = await heading.evaluate(async (one) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let before = ""; before !== one.style.left;) {
      before = one.style.left;
      for (let count = 0; count < 6; count++) await frame();
    }
    return one.style.left;
  });
  return rowOf(on, words).locator(`.dsg-cell:not(.dsg-cell-gutter)[style*="left: ${left}"]`);
}

/** Opens a grid and waits until it can be worked in. */
export async function openGrid(on: Page, where: string): Promise<void> {
  await on.goto(where);
  await on.locator(".dsg-row-header").waitFor();
}

/** Waits until the grid says that everything is saved. */
export const savedGrid = (on: Page): Promise<void> => on.getByText(/^● saved \d\d:\d\d$/).waitFor();

/** Types into a cell, and enters it. */
export async function typeInto(on: Page, words: string, period: string, text: string): Promise<void> {
  await (await cellOf(on, words, period)).click();
  await on.keyboard.type(text);
  await on.keyboard.press("Enter");
}

/** Pastes a block at a cell, as from a spreadsheet, and waits for the preview. The page needs the clipboard. */
export async function previewAt(on: Page, words: string, period: string, block: string, asks = true): Promise<void> {
  await (await cellOf(on, words, period)).click();
  await on.evaluate((text) => navigator.clipboard.writeText(text), block);
  await on.keyboard.press("ControlOrMeta+v");
  if (asks) await on.getByRole("dialog", { name: "About to be pasted" }).waitFor();
}

/** Pastes a block at a cell, and writes what the preview shows. */
export async function pasteAt(on: Page, words: string, period: string, block: string): Promise<void> {
  await previewAt(on, words, period, block);
  await on.keyboard.press("Enter");
  await on.getByRole("dialog", { name: "About to be pasted" }).waitFor({ state: "detached" });
}

/** An analyst of a constructed house of the test file's own, who may edit everything. */
export async function analystOf(
  db: Database,
  house: string,
  name: string,
): Promise<{ email: string; password: string }> {
  const account = { email: `${name}@${house}.test`, password: "a password of the tests" };
  const organisation = await ensureOrganisation(db, `${house}-house`, `Constructed house of ${house}`);
  await grantEntitlement(db, organisation, "*");
  await setMember(db, organisation, await createPerson(db, { ...account, name }), "analyst");
  return account;
}
