import { describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import { findPerson } from "@/lib/access/organisations";
import { findViewer } from "@/lib/access/session";
import { seedDemo } from "@/scripts/seed-demo";
import { signInWithPassword } from "../setup/signed-in";
import { useStore } from "../setup/store";

const store = useStore();
const origin = { address: "192.0.2.1", userAgent: null };
const signIn = (email: string, password: string) => signInWithPassword(store.db, { email, password }, origin);

describe("the demo accounts", () => {
  it("are one of each role, entitled to everything, with a password that is told once", async () => {
    const accounts = await seedDemo(store.db);
    expect(accounts.map((one) => one.role)).toEqual(["subscriber", "analyst", "admin"]);
    for (const { email, role, password } of accounts) {
      const who = await signIn(email, password ?? "");
      expect(await findViewer(store.db, who?.sessionId ?? "")).toMatchObject({
        role,
        entitlements: [{ dataset: "*", delayDays: 0 }],
      });
    }
    expect((await seedDemo(store.db)).map((one) => one.password)).toEqual([null, null, null]);
    expect(await signIn("admin@halfpitch.local", accounts[2]?.password ?? "")).not.toBeNull();
  });

  it("take the password that the installation names", async () => {
    const accounts = await seedDemo(store.db, "named by the installation");
    expect(accounts.map((one) => one.password)).toEqual(Array.from({ length: 3 }, () => "named by the installation"));
    expect(await signIn("analyst@halfpitch.local", "named by the installation")).not.toBeNull();
  });

  it("are made all together or not at all", async () => {
    await store.db.sql`update person set email = 'gone-' || email`;
    const owner = connect(store.ownerUrl, { role: null, max: 1 });
    await owner.sql`alter table person add constraint no_analyst check (email <> 'analyst@halfpitch.local')`;
    await owner.close();
    await expect(seedDemo(store.db)).rejects.toMatchObject({ cause: { constraint_name: "no_analyst" } });
    expect(await findPerson(store.db, "subscriber@halfpitch.local")).toBeNull();
  });
});
