import { z } from "zod";
import { Slug } from "@/lib/kernel/slug";
import type { ImportRef } from "@/lib/studio/import/work";

const Query = z.strictObject({ dataset: Slug });
const Upload = z
  .string()
  .regex(/^\d{1,12}$/, "a file is named by its number")
  .transform(Number);

export type UploadContext = { params: Promise<{ upload: string }> };

/** The file that a route is asked about. */
export async function importRef(request: Request, context: UploadContext): Promise<ImportRef> {
  const { dataset } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { dataset, upload: Upload.parse((await context.params).upload) };
}
