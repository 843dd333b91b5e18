import { connect } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { registerExtraDatasets } from "@/lib/datasets/extra";
import { followDatabaseClock } from "@/lib/store/follow-database-clock";
import { Order, type Said } from "./order";
import { TASKS } from "./tasks";

// Does task after task of its lane and says so, until it is killed. Argument: the order, as JSON.
const order = Order.parse(JSON.parse(process.argv[2] ?? "{}"));
const viewer = (who: Order["author"]): Viewer => ({
  name: who.name,
  personId: who.personId,
  organisationId: who.organisationId,
  email: "",
  organisation: "Bench",
  role: "analyst",
  entitlements: [{ dataset: "*", delayDays: 0 }],
  sessionId: "",
  viewedBy: null,
});
// Its launcher is gone: nobody would kill it any more.
process.once("disconnect", () => process.exit(1));
const say = (said: Said) => void process.send?.(said);

await registerExtraDatasets([order.dataset]);
const db = connect(order.url, { max: 3 });
await followDatabaseClock(db.sql);
const bench = { db, order, author: viewer(order.author), second: viewer(order.second) };
say({ kind: "ready", task: order.from });
for (let task = order.from; ; task += 1) {
  say({ kind: "begun", task });
  await TASKS[order.lane](bench, task);
  say({ kind: "done", task });
}
