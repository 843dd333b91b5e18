import { expect, test } from "vitest";
import { showPresence } from "@/lib/jobs/presence";
import { useStore } from "../setup/store";

const store = useStore();

test("a presence that is closed while it is still being opened ends, and leaves no connection", async () => {
  const presences = Array.from({ length: 5 }, () => showPresence(store.db.url));
  await Promise.all(presences.map((one) => one.close()));
  const left = await store.db.sql`
    select 1 from pg_stat_activity where application_name = 'halfpitch-presence' and datname = current_database()`;
  expect(left).toHaveLength(0);
});
