import { describe, expect, it } from "vitest";
import { type Caller, type Leave, Turnstile } from "@/lib/front/turnstile";

const ada: Caller = { key: "person ada", known: true };
const ben: Caller = { key: "person ben", known: true };
const stranger: Caller = { key: "address 192.0.2.7", known: false };

function gate(bounds: Partial<ConstructorParameters<typeof Turnstile>[0]> = {}) {
  const turnstile = new Turnstile({
    total: 4,
    each: 2,
    unknown: 2,
    waiting: 6,
    waitingEach: 3,
    patienceMs: 20,
    ...bounds,
  });
  const through: string[] = [];
  const refused: string[] = [];
  const ends: Leave[] = [];
  const come = (caller: Caller, name: string): Leave =>
    turnstile.enter(
      caller,
      (ended) => (through.push(name), ends.push(ended)),
      () => refused.push(name),
    );
  return { turnstile, through, refused, ends, come };
}

describe("the turnstile", () => {
  it("lets so much of one caller through at once, and the rest as it ends", () => {
    const { through, ends, come, turnstile } = gate();
    for (const name of ["a", "b", "c", "d"]) come(ada, name);
    expect(through).toEqual(["a", "b"]);
    ends[0]?.();
    ends[0]?.();
    expect(through).toEqual(["a", "b", "c"]);
    expect(turnstile.figures).toEqual({ working: 2, waiting: 1, refused: 0 });
  });

  it("keeps room for others, and for who is signed in", () => {
    const { through, come } = gate();
    for (const name of ["x1", "x2", "x3"]) come(stranger, name);
    come({ key: "address 192.0.2.8", known: false }, "y1");
    for (const name of ["a1", "b1"]) come(name === "a1" ? ada : ben, name);
    expect(through).toEqual(["x1", "x2", "a1", "b1"]);
  });

  it("lets whoever has least at work go first of those who wait", () => {
    const { through, ends, come } = gate({ total: 2 });
    for (const name of ["a1", "a2", "a3"]) come(ada, name);
    come(ben, "b1");
    ends[0]?.();
    expect(through).toEqual(["a1", "a2", "b1"]);
  });

  it("refuses at once what finds the queue full, for one caller and in total", () => {
    const { refused, come } = gate({ waiting: 4 });
    for (const name of ["a1", "a2", "a3", "a4", "a5", "a6"]) come(ada, name);
    expect(refused).toEqual(["a6"]);
    for (const name of ["b1", "b2", "b3", "b4"]) come(ben, name);
    expect(refused).toEqual(["a6", "b4"]);
  });

  it("refuses what has waited too long, and forgets who left", async () => {
    const { through, refused, ends, come, turnstile } = gate();
    for (const name of ["a1", "a2", "a3"]) come(ada, name);
    const leave = come(ada, "a4");
    leave();
    leave();
    expect(turnstile.figures.waiting).toBe(1);
    await expect.poll(() => refused).toEqual(["a3"]);
    for (const end of ends) end();
    expect(through).toEqual(["a1", "a2"]);
    expect(turnstile.figures).toEqual({ working: 0, waiting: 0, refused: 1 });
  });
});
