import { connect } from "@/db/client";
import { Reader } from "@/lib/access/reader";
import { now } from "@/lib/kernel/clock";
import { keptBytes } from "@/lib/store/keep";

// Asks for a whole dataset as of one day after the other, as a subscriber may who means harm, and tells what is kept and
// what the heap holds. Arguments: database, the first day, how many days.
const [url = "", first = "", days = "0"] = process.argv.slice(2);
const viewer = {
  personId: "00000000-0000-4000-8000-000000000000",
  name: "Walker",
  email: "walker@example.com",
  organisationId: 1,
  organisation: "Walkers",
  role: "subscriber" as const,
  entitlements: [{ dataset: "*", delayDays: 0 }],
  sessionId: "",
  viewedBy: null,
};
const db = connect(url, { max: 2 });
const heapAfter: number[] = [];
let rows = 0;
for (let n = 1; n <= Number(days); n += 1) {
  const day = new Date(Date.parse(`${first}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
  const reader = new Reader(db, viewer, day, now(), { newest: true });
  rows += (await reader.observations({ dataset: "gpu-prices" })).length;
  rows += (await reader.latest({ dataset: "gpu-prices" })).length;
  if (n % (Number(days) / 4) === 0) {
    globalThis.gc?.();
    heapAfter.push(process.memoryUsage().heapUsed);
  }
}
console.log(JSON.stringify({ rows, heapAfter, ...keptBytes() }));
await db.close();
