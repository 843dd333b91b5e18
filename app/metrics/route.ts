import { createHash, timingSafeEqual } from "node:crypto";
import { connection } from "next/server";
import { door } from "@/app/_auth/door";
import { env } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";
import { metricsText } from "@/lib/status/metrics";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Prometheus metrics, for who has the token. */
export const GET = door(async (request: Request) => {
  await connection();
  const { METRICS_TOKEN } = env();
  const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (!METRICS_TOKEN || !timingSafeEqual(digest(given), digest(METRICS_TOKEN)))
    throw new AppError("unauthenticated", "Metrics need the token of METRICS_TOKEN.");
  return new Response(await metricsText(), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
});
