import { createServer } from "node:http";
import { connect } from "@/db/client";
import { asOfJson } from "@/lib/store/as-of";

/** The yardstick: the same SQL behind nothing but `node:http`. Argument: port. DATABASE_URL names the store. */
const db = connect(process.env["DATABASE_URL"] ?? "");
const server = createServer((request, response) => {
  void answer(request.url ?? "/").then(
    (body) => response.writeHead(200, { "content-type": "application/json" }).end(body),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});

async function answer(url: string): Promise<string> {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const asOf = searchParams.get("asOf");
  const code = pathname.split("/").at(-1) ?? "";
  const rows = await db.sql<{ id: number }[]>`select id::int from series where code = ${code}`;
  const at = asOf ? `${asOf}T23:59:59.999Z` : new Date().toISOString();
  return (await asOfJson(db.sql, rows[0]?.id ?? 0, at))?.rows ?? "[]";
}

server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
