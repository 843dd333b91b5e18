// Loaded before everything else (`node --import`), this moves the machine's date by HALFPITCH_TEST_MACHINE_DAYS, as if
// the tests ran that many days from now. Only scripts/test.mjs sets it.
const DAY_MS = 86_400_000;

const Real = globalThis.Date;
const movedMs = Number(process.env.HALFPITCH_TEST_MACHINE_DAYS ?? 0) * DAY_MS;

if (movedMs !== 0) {
  globalThis.Date = class MovedDate extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + movedMs);
      else super(...given);
    }
    static now() {
      return Real.now() + movedMs;
    }
  };
}
