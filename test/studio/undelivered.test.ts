import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { DeliveriesTable } from "@/app/_ui/desk/deliveries-table";
import { Reader } from "@/lib/access/reader";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import type { Mail } from "@/lib/mail/send-mail";
import { deliverPublished } from "@/lib/published/deliver";
import { deliveries } from "@/lib/published/subscribers";
import type { Delivery } from "@/lib/published/subscriber";
import { watchDeliveries } from "@/lib/published/watch-deliveries";
import { metricsText } from "@/lib/status/metrics";
import { readStatus } from "@/lib/status/read-status";
import { readDesk } from "@/lib/studio/refresh/read-desk";
import { moveDatabaseTo } from "../setup/fixtures-day";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague, publishToy } from "../setup/studio";

const store = useStore();
const mails: Mail[] = [];
let analyst: Viewer;
let down = true;
let mailDown = false;

/** The index' own delivery, of which nothing but the computation is played. */
const index = deliveries.filter((one) => one.name === "price-index");
const played: Delivery[] = index.map((one) => ({
  ...one,
  follows: () => true,
  deliver: async () => {
    if (down) throw new Error("a defect that nobody outside should read");
    return {};
  },
}));
const deliver = async () => {
  await store.db.sql`update delivery set retry_at = null`;
  await deliverPublished({ db: store.db, send: null, log: () => undefined }, played);
};
const post = async (mail: Mail) => {
  if (mailDown) throw new Error("no mail server answers");
  mails.push(mail);
};
const watch = () => watchDeliveries(store.db, post, () => undefined);
const subjects = () => mails.map(({ to, subject }) => `${to.split(".")[0]}: ${subject}`);
const incident = async () => {
  const reader = new Reader(store.db, analyst, null, now());
  return (await readStatus(reader, store.db)).incidents.find((one) => one.title === "GPU price index");
};

beforeAll(async () => {
  toyDataset();
  analyst = await colleague(store.db, "Ada One");
  await colleague(store.db, "Boss One", "admin");
  await publish(store.db, {});
  await publishToy(store.db, 1, 10);
});

describe("what was published and does not arrive", () => {
  it("is in sight at once on the desk and for Prometheus, and is no incident before it keeps failing", async () => {
    await deliver();
    const [line] = (await readDesk(analyst, store.db)).deliveries;
    expect(line).toMatchObject({ title: "GPU price index", waiting: 2, tries: 1 });
    expect(line?.error).toMatch(/^A defect stopped the delivery; the log has it\.$/);
    const text = await metricsText(store.db);
    expect(text).toContain('halfpitch_published_undelivered{subscriber="price-index"} 2');
    expect(text).toContain('halfpitch_delivery_failures{subscriber="price-index"} 1');
    await watch();
    expect([await incident(), mails]).toEqual([undefined, []]);
  });

  it("is told to the admins once it keeps failing, again where the mail did not go out, and to readers", async () => {
    await deliver();
    await deliver();
    mailDown = true;
    await watch();
    mailDown = false;
    await Promise.all([watch(), watch()]);
    await watch();
    expect(subjects()).toEqual(["boss: GPU price index: what was published does not arrive"]);
    expect(mails[0]?.text).toContain("nothing is lost meanwhile");
    expect(await incident()).toMatchObject({ kind: "failing", datasets: ["gpu-price-index"] });
  });

  it("is over with the first delivery that goes well, which is told once", async () => {
    down = false;
    await deliver();
    await watch();
    await watch();
    expect(subjects().slice(1)).toEqual(["boss: GPU price index: what was published arrives again"]);
    expect(await incident()).toBeUndefined();
    expect((await readDesk(analyst, store.db)).deliveries).toMatchObject([{ waiting: 0, tries: 0, error: null }]);
  });

  it("is an incident too where nobody delivers for a day, and is not said to be under way", async () => {
    await publishToy(store.db, 2, 20);
    expect(await incident()).toBeUndefined();
    const later = new Date(now().getTime() + 25 * 3_600_000);
    await moveDatabaseTo(store.ownerUrl, later);
    const { deliveries: lines } = await readDesk(analyst, store.db);
    expect(lines).toMatchObject([{ waiting: 1, tries: 0 }]);
    const table = renderToStaticMarkup(createElement(DeliveriesTable, { lines, label: "Deliveries" }));
    expect(table).toContain("not taken up by a worker");
    expect(table).not.toContain("under way");
    expect(await incident()).toMatchObject({ kind: "silent", datasets: ["gpu-price-index"] });
    await deliver();
    expect(await incident()).toBeUndefined();
  });
});
