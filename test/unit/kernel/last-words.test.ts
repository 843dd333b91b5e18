import { describe, expect, it } from "vitest";
import { lastWords } from "@/lib/kernel/last-words";

describe("the last words of a process", () => {
  it("say in one line of what it died", () => {
    const error = new TypeError("Cannot read properties of null\n (reading 'write')");
    expect(JSON.parse(lastWords("web", error, "unhandledRejection"))).toEqual({
      level: "fatal",
      step: "dying",
      program: "web",
      origin: "unhandledRejection",
      error: "TypeError",
      words: "Cannot read properties of null (reading 'write')",
    });
  });

  it("tell no statement, no value, and no more than a line", () => {
    const cause = Object.assign(new Error("the connection was closed"), { code: "CONNECTION_CLOSED" });
    const error = new Error("Failed query: select * from person where email = $1\nparams: ada@example.com", { cause });
    const line = lastWords("worker", error, "uncaughtException");
    expect(line).not.toContain("ada@example.com");
    expect(JSON.parse(line)).toMatchObject({ words: "the connection was closed", code: "CONNECTION_CLOSED" });
    expect(lastWords("web", "x\n".repeat(10_000), "uncaughtException").length).toBeLessThan(500);
    expect(JSON.parse(lastWords("web", { odd: true }, "uncaughtException"))).toMatchObject({ words: "" });
  });
});
