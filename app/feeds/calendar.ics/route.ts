import { connection } from "next/server";
import { z } from "zod";
import { door } from "@/app/_auth/door";
import { conditional } from "@/app/_data/conditional";
import { Slug } from "@/lib/kernel/slug";
import { calendarFeed } from "@/lib/studio/calendar/calendar-feed";

const Query = z.strictObject({ dataset: Slug.optional() });

/** The release calendar for calendar programs. Nobody has to be signed in. Unknown parameters are a 400. */
export const GET = door(async (request: Request) => {
  await connection();
  const query = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return conditional(request, await calendarFeed(query));
});
