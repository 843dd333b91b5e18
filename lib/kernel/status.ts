import { z } from "zod";

/** What kind of statement a value is. W withdraws: from then on the period has no value. */
export const Status = z.enum(["A", "E", "F", "P", "G", "C", "W"]);
export type Status = z.infer<typeof Status>;

export const statusWord: Record<Status, string> = {
  A: "actual",
  E: "estimate",
  F: "forecast",
  P: "provisional",
  G: "guidance",
  C: "consensus",
  W: "withdrawn",
};

/** Actual and provisional values have happened; everything else is somebody's view. */
export const isActual = (status: Status): boolean => status === "A" || status === "P";

export const Confidence = z.enum(["high", "medium", "low"]);
export type Confidence = z.infer<typeof Confidence>;
