import { NextRequest } from "next/server";
import { type BodyLimit, bodyText } from "@/app/_data/body-text";
import { AppError } from "@/lib/kernel/error";

/** More than an e-mail address, a password, a token and an address to return to take up. */
export const LITTLE: BodyLimit = {
  mostBytes: 16_384,
  tooMuch: () => new AppError("too_large", "The request is larger than anything that is sent here."),
};

/**
 * The same request with a form that was read up to a limit, before anybody parses it: what is in a form is text, where
 * JSON may hold anything. Throws too_large beyond, and invalid for whatever is no form.
 */
export async function limitedForm(request: Request): Promise<Request> {
  if (request.method === "GET" || request.method === "HEAD") return request;
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? ""))
    throw new AppError("invalid", "The request carries no form.");
  const body = await bodyText(request, LITTLE);
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}
