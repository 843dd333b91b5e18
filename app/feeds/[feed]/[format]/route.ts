import { z } from "zod";
import { connection } from "next/server";
import { door } from "@/app/_auth/door";
import { conditional } from "@/app/_data/conditional";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { FeedKind } from "@/lib/studio/feeds/feed-words";
import { readFeed } from "@/lib/studio/feeds/read-feed";

const Format = z.enum(["rss", "atom", "json"]);
const Query = z.strictObject({ dataset: Slug.optional() });

/** A public feed: nobody has to be signed in, and it holds no figure. Unknown parameters are a 400. */
export const GET = door(async (request: Request, context: { params: Promise<{ feed: string; format: string }> }) => {
  await connection();
  const params = await context.params;
  const [kind, format] = [FeedKind.safeParse(params.feed), Format.safeParse(params.format)];
  if (!kind.success || !format.success) throw new AppError("not_found", "There is no such feed. /feeds lists them.");
  const { dataset } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return conditional(request, await readFeed({ kind: kind.data, format: format.data, dataset }));
});
