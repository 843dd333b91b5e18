import type { z } from "zod";

/** What is wrong with a record's shape, in one line: `armSkuName: expected string`. */
export function shapeFault(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join(".") || "the record"}: ${issue.message}` : "another shape";
}
