import { describe, expect, test } from "vitest";
import { sourceFiles, textOf } from "@/test/setup/imports";

// One clock: lib/kernel/clock.ts asks the machine, everything else asks it. A test that moves the machine's date moves
// Postgres's functions too, but cannot move what is written as a keyword or as text.
const asksMachine = /\bnew Date\(\)|\bDate\.now\(\)|\bDate\(\)/;
const asksPostgres =
  /\b(?:current_date|current_time(?:stamp)?|localtime(?:stamp)?)\b|'now'|'today'|pg_catalog\.(?:now|\w+_timestamp)/i;
const clocks = new Set(["lib/kernel/clock.ts", "test/setup/fixtures-day.ts", "test/present.test.ts"]);

const found = (folders: readonly string[], pattern: RegExp) =>
  sourceFiles(folders)
    .filter((file) => !clocks.has(file))
    .flatMap((file) =>
      textOf(file)
        .split("\n")
        .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
    );

describe("the present", () => {
  test("is asked of the machine in one place alone", () => {
    expect(found(["lib", "db", "app", "test"], asksMachine)).toEqual([]);
  });

  test("is asked of Postgres by functions alone, which a test can move", () => {
    expect(found(["lib", "db", "app", "test", "scripts"], asksPostgres)).toEqual([]);
  });

  test.each(["const at = new Date();", "if (Date.now() > until)"])("would be found in: %s", (line) => {
    expect(asksMachine.test(line)).toBe(true);
  });

  test.each(["where day = CURRENT_DATE", "values ('now'::timestamptz)"])("would be found in: %s", (line) => {
    expect(asksPostgres.test(line)).toBe(true);
  });
});
