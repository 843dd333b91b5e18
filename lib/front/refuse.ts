import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/lib/kernel/error";
import { problemOf } from "@/lib/kernel/problem";
import { DATA_POLICY, SECURE_HEADERS } from "@/lib/kernel/secure-headers";

export type Refusal = { title: string; sentence: string; status: 400 | 413 | 503; retryAfterSeconds?: number };

export const BUSY: Refusal = {
  title: "Too much is asked for at once",
  sentence: "There is more to do right now than can be done in time. Nothing was changed: try again in a few seconds.",
  status: 503,
  retryAfterSeconds: 5,
};
export const STARTING: Refusal = {
  title: "Halfpitch is starting",
  sentence: "It takes a few seconds. Whatever was saved or published is kept: try again in a moment.",
  status: 503,
  retryAfterSeconds: 3,
};
export const CUT_SHORT: Refusal = {
  title: "Halfpitch stopped while it worked on this",
  sentence: "It is starting again. What you sent may or may not have been kept: look before you send it again.",
  status: 503,
  retryAfterSeconds: 5,
};
export const TOO_LARGE: Refusal = {
  title: "The request is too large",
  sentence: "The request is larger than anything that is sent here.",
  status: 413,
};
export const NOT_A_REQUEST: Refusal = {
  title: "The request is not valid",
  sentence: "That is not an address of this site.",
  status: 400,
};

const STYLE = `:root{color-scheme:light dark}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
body{background:light-dark(#fcfcfb,#0c0f13);color:light-dark(#15181d,#e7eaee);margin:0;font:14px/1.5 "Inter",ui-sans-serif,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header{background:light-dark(#fff,#12161b);border-block-end:1px solid light-dark(#dcdfe3,#29313a);min-height:48px;display:flex;align-items:center}
header a,main{padding-inline:clamp(16px,2vw,32px)}header a{color:inherit;font-size:16px;font-weight:650;letter-spacing:-.02em;text-decoration:none}
main{max-width:640px;padding-block:48px}h1{font-size:23px;line-height:1.25;margin:0 0 12px}p{margin:0 0 16px}main a{color:light-dark(#0a58c2,#71adff)}
a:focus-visible{outline:2px solid light-dark(#0a58c2,#9cc5ff);outline-offset:2px}`;
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function pageOf({ title, sentence }: Refusal, theme: string | undefined): string {
  const attribute = theme === "light" || theme === "dark" ? ` data-theme="${theme}"` : "";
  return `<!doctype html><html lang="en"${attribute}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} · Halfpitch</title><style>${STYLE}</style></head><body><header><a href="/" aria-label="Halfpitch, home">Halfpitch</a></header><main><h1>${title}</h1><p>${sentence}</p><p><a href="">Try again</a></p></main></body></html>`;
}

const CODES = { 400: "invalid", 413: "too_large", 503: "unavailable" } as const;
const DATA = /^\/(?:api|metrics|healthz|readyz)(?:\/|\?|$)/;

const wantsPage = (request: IncomingMessage): boolean =>
  !DATA.test(request.url ?? "") && (request.headers.accept ?? "").includes("text/html");

/** Answers with a refusal: a page in the site's frame for who reads pages, a problem in JSON for everything else. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent || response.destroyed) return;
  const page = wantsPage(request);
  const problem = problemOf(new AppError(CODES[refusal.status], refusal.sentence));
  const theme = /(?:^|;\s*)theme=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const body = page ? pageOf(refusal, theme) : JSON.stringify(problem);
  for (const { key, value } of SECURE_HEADERS) response.setHeader(key, value);
  response.writeHead(refusal.status, {
    "content-type": page ? "text/html; charset=utf-8" : "application/problem+json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "content-security-policy": page ? PAGE_POLICY : DATA_POLICY,
    "cache-control": "no-store",
    ...(refusal.retryAfterSeconds ? { "retry-after": String(refusal.retryAfterSeconds) } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
