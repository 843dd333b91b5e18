import { ready } from "@/lib/readiness";

export const dynamic = "force-dynamic";

/** The database can be reached and is migrated, so that traffic may come. */
export async function GET(): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  return (await ready()) ? new Response("ready", { headers }) : new Response("not ready", { status: 503, headers });
}
