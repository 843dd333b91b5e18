import { revalidatePath } from "next/cache";
import type { Said } from "@/app/_ui/desk/action-form";
import { said } from "./said";

/** The same as `said`, and what stands at and below a path is shown anew where it was done. */
export const renewed = (path: string, work: Parameters<typeof said>[0]): Promise<Said> =>
  said(async () => {
    const done = await work();
    revalidatePath(path, "layout");
    return done;
  });
