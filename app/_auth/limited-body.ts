import { NextRequest } from "next/server";
import { AppError } from "@/lib/kernel/error";

/** More than an e-mail address, a password, a token and an address to return to take up. */
const MOST_BYTES = 16_384;

async function textOf(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new AppError("too_large", "The request is larger than anything that is sent here.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

const FORM = /^application\/x-www-form-urlencoded\b/i;

/** The same for a form alone: what is in one is text, where JSON may hold anything. */
export function limitedForm(request: Request): Promise<Request> {
  const type = request.headers.get("content-type") ?? "";
  if (request.method === "POST" && !FORM.test(type)) throw new AppError("invalid", "The request carries no form.");
  return limitedBody(request);
}

/**
 * The same request with a body that was read up to a limit, before anybody parses it. Throws too_large beyond, and
 * invalid for a form of parts, which nothing here takes.
 */
export async function limitedBody(request: Request): Promise<Request> {
  if (request.method === "GET" || request.method === "HEAD") return request;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:json|x-www-form-urlencoded)\b/i.test(type))
    throw new AppError("invalid", "The request carries neither a form nor JSON.");
  const text = await textOf(request);
  if (/^application\/json/i.test(type)) {
    try {
      JSON.parse(text);
    } catch {
      throw new AppError("invalid", "The request's JSON cannot be read.");
    }
  }
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body: text });
}
