import { after } from "next/server";
import { z } from "zod";
import { door } from "@/app/_auth/door";
import { limitedBody } from "@/app/_auth/limited-body";
import { logDefect } from "@/app/_auth/log-defect";
import { askForLink } from "@/lib/access/here";
import { magicLinkOffered } from "@/lib/access/magic-link";
import { AppError } from "@/lib/kernel/error";

const Body = z.strictObject({ email: z.string().min(3).max(254) });

/**
 * Asks for a link to sign in. Answers alike whether the account exists or not, and before anything is looked up or
 * sent: neither the time it takes nor a mail server that fails tells.
 */
export const POST = door(async (request: Request) => {
  if (!magicLinkOffered()) throw new AppError("not_found", "This installation does not send links.");
  const sameSite = request.headers.get("sec-fetch-site");
  if (sameSite && sameSite !== "same-origin") throw new AppError("forbidden", "A link is asked for on our own page.");
  const { email } = Body.parse(await (await limitedBody(request)).json());
  after(async () => {
    await askForLink(email).catch(logDefect);
  });
  return new Response(null, { status: 202 });
});
