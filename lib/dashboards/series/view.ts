import { z } from "zod";
import { Day } from "@/lib/kernel/period";

/** What a reader chose on a series' page: the first day of a period whose revisions are shown, or none. */
export const SeriesView = z.object({ period: z.union([Day, z.literal("")]).default("") });
