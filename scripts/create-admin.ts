import { parseArgs } from "node:util";
import { z } from "zod";
import { connect, type Database } from "@/db/client";
import { ensureOrganisation, findPerson, grantEntitlement, setMember } from "@/lib/access/organisations";
import { HANDED_MINUTES, makePasswordLink } from "@/lib/access/password-link";
import { env } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";
import { slugOf } from "@/lib/kernel/slug";

const USAGE = `npm run create-admin -- --email ada@house.example --name "Ada Lovelace" [--organisation "House"]
Makes an admin of the house, or makes one of somebody who has an account, and prints a link by which they set their
password: once, within a day. No password is ever taken or shown here.`;

const Asked = z.strictObject({
  email: z.email("--email takes an e-mail address").max(254),
  name: z.string("--name says who it is").trim().min(1, "--name says who it is").max(120),
  organisation: z.string().trim().min(1).max(120),
});
export type Asked = z.infer<typeof Asked>;

/** The organisation that runs the installation: the one that is marked so, or a new one of that name. */
async function houseOf(db: Database, name: string): Promise<number> {
  const [standing] = await db.sql<{ id: number }[]>`select id::int from organisation where house order by id limit 1`;
  if (standing) return standing.id;
  const id = await ensureOrganisation(db, slugOf(name) || "house", name);
  await db.sql`update organisation set house = true where id = ${id}`;
  await grantEntitlement(db, id, "*");
  return id;
}

/** Makes an admin of the house. Returns the link by which they set their password. */
export async function createAdmin(db: Database, { email, name, organisation }: Asked): Promise<string> {
  const house = await houseOf(db, organisation);
  const standing = await findPerson(db, email);
  const [made] = standing
    ? [{ id: standing }]
    : await db.sql<{ id: string }[]>`insert into person (email, name) values (${email}, ${name}) returning id`;
  if (!made) throw new Error("a person without an id");
  await db.sql`update person set disabled_at = null where id = ${made.id}`;
  await setMember(db, house, made.id, "admin");
  return makePasswordLink(db.sql, made.id, HANDED_MINUTES, null);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      email: { type: "string" },
      name: { type: "string" },
      organisation: { type: "string", default: "House" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return (console.log(USAGE), 0);
  const asked = Asked.safeParse({ email: values.email, name: values.name, organisation: values.organisation });
  if (!asked.success) return (console.error(`${asked.error.issues[0]?.message ?? ""}.\n\n${USAGE}`), 64);
  const { DATABASE_URL } = env();
  if (!DATABASE_URL)
    throw new AppError("unavailable", "There is no database: set DATABASE_URL, or start Halfpitch first.");
  const db = connect(DATABASE_URL, { max: 2 });
  try {
    console.log(
      `${asked.data.name} is an admin. They set their password here, once, within a day:\n${await createAdmin(db, asked.data)}`,
    );
    return 0;
  } finally {
    await db.close();
  }
}

if (process.argv[1]?.endsWith("create-admin.ts")) {
  process.exitCode = await main().catch((error: unknown) => {
    console.error(error instanceof AppError ? error.message : error);
    return 1;
  });
}
