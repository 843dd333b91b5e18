import { expect, test } from "vitest";
import { brokenLine } from "@/scripts/launch/dot-env.mjs";

test.each([
  ["", null],
  ["# a comment\n\nPORT=3000\n", null],
  ["export PORT=3000\r\nHOST=127.0.0.1\r\n", null],
  ['A="two\nlines"\nB=3', null],
  ["A='x' # why\n", null],
  ["A=\n", null],
  ["A=1\nthis is broken\n", 2],
  ["=1\n", 1],
  ["1A=1\n", 1],
  ['A=1\nB="never closed\nC=2\n', 2],
])("in %j the broken line is %s", (text, line) => {
  expect(brokenLine(text)).toBe(line);
});
