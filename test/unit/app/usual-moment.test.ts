import { expect, test } from "vitest";
import { usualMoment } from "@/app/_ui/studio/usual-moment";

const at = (embargoTime: string | null) => ({ closesEdition: true, embargoTime, embargoZone: "America/New_York" });
const now = new Date("2026-11-26T20:30:00Z");

test("a publication is usually planned for today by the clocks of the dataset's zone", () => {
  expect(usualMoment(at("16:00"), now)).toEqual({
    closesEdition: true,
    local: "2026-11-26T16:00",
    zone: "America/New_York",
  });
});

test("where that time has passed, it is tomorrow", () => {
  expect(usualMoment(at("15:00"), now).local).toBe("2026-11-27T15:00");
});

test("where no time is usual, none is proposed", () => {
  expect(usualMoment(at(null), now)).toEqual({ closesEdition: true, local: "", zone: null });
});
