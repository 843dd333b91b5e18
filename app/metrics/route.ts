import { connection } from "next/server";
import { door } from "@/app/_auth/door";
import { env } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";
import { metricsText } from "@/lib/status/metrics";
import { mayReadMetrics } from "@/lib/status/metrics-token";

/** Prometheus metrics, for who has the token. */
export const GET = door(async (request: Request) => {
  await connection();
  if (!mayReadMetrics(request.headers.get("authorization"), env().METRICS_TOKEN))
    throw new AppError("unauthenticated", "Metrics need the token of METRICS_TOKEN.");
  return new Response(await metricsText(), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
});
