import { describe, expect, it } from "vitest";
import { sourceFiles, textOf } from "../../setup/imports";

describe("the grid's day", () => {
  it("comes from the server: nothing in the browser asks its clock what lies ahead", () => {
    const asking = sourceFiles(["app/_ui/grid"]).filter((file) =>
      /kernel\/clock"|Date\.now|new Date\(\)/.test(textOf(file)),
    );
    // When it was saved last is said in the reader's own time.
    expect(asking).toEqual(["app/_ui/grid/edit-queue.ts"]);
  });
});
