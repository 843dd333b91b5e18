import { z } from "zod";

/** Why a published value takes the place of another. */
export const RevisionReason = z.enum(["new-information", "correction", "method-change"]);
export type RevisionReason = z.infer<typeof RevisionReason>;
