import { z } from "zod";

/** What the web server tells of itself every few seconds, through the launcher. */
export const WebFigures = z.object({
  lagP50Ms: z.number(),
  lagP99Ms: z.number(),
  lagMaxMs: z.number(),
  keptBytes: z.number(),
  keptMostBytes: z.number(),
  heapBytes: z.number(),
});
export type WebFigures = z.infer<typeof WebFigures>;

/** What the launcher tells the front. */
export const Told = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("web"), port: z.number().nullable() }),
  z.object({ kind: z.literal("web figures"), figures: WebFigures }),
  z.object({ kind: z.literal("restarts"), program: z.string(), count: z.number() }),
]);
export type Told = z.infer<typeof Told>;
