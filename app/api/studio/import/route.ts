import { Readable } from "node:stream";
import { z } from "zod";
import { apiWriter } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { AppError } from "@/lib/kernel/error";
import { receiveUpload } from "@/lib/studio/import/file/receive-upload";

const Query = z.strictObject({ dataset: z.string(), name: z.string() });

/** Takes in a file, whose bytes are the body. */
export const POST = door(async (request: Request) => {
  const viewer = await apiWriter(request);
  const query = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  if (!request.body) throw new AppError("invalid", `${query.name} is empty.`);
  return Response.json(await receiveUpload(viewer, query, Readable.from(request.body)), { status: 201 });
});
