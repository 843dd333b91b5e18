import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "@/db/client";
import { Busy } from "@/lib/ingest/run/lock";
import type { RunLog, Step } from "@/lib/ingest/run/log";
import { AppError } from "@/lib/kernel/error";
import { deliverPublished } from "@/lib/published/deliver";
import type { Delivery } from "@/lib/published/subscriber";
import { readBacklogs } from "@/lib/store/publications/backlog";
import { noteRevisions } from "@/lib/store/record/note-revisions";
import { publish, toyDataset, useStore } from "../setup/store";

const store = useStore();
const TOY = "toy-lead-times";
const CODE = "TOY_LEAD_TIME.SPROCKET.NORTH";
let month = 0;

beforeAll(() => void toyDataset());
beforeEach(async () => {
  await store.db.sql`update delivery set up_to = (select coalesce(max(change_set_id), 0) from published)`;
});

const lead = (period: string, value: number | null) => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period,
  value,
  status: value === null ? ("W" as const) : ("A" as const),
  source: "toy-survey",
});

/** Publishes a value of a month that nobody has published yet. Returns its change set. */
async function publishNext(kind: "person" | "connector" | "starter" = "person"): Promise<number> {
  month += 1;
  const period = `20${String(10 + Math.floor(month / 12)).padStart(2, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
  const done = await publish(store.db, { author: { kind, name: "Somebody" }, observations: [lead(period, month)] });
  return done.changeSetId ?? 0;
}

const events = async () =>
  (await store.db.sql<{ id: number }[]>`select change_set_id::int as id from published order by 1`).map(
    (row) => row.id,
  );

/** A constructed subscriber that notes what it gets. */
const listener = (name: string, change: Partial<Delivery> = {}): Delivery & { got: number[] } => {
  const got: number[] = [];
  return {
    got,
    name,
    title: `Constructed ${name}`,
    from: "now",
    follows: () => true,
    together: false,
    deliver: async (all) => {
      got.push(...all.map((one) => one.changeSetId));
      return {};
    },
    ...change,
  };
};
const steps: Step[] = [];
const log: RunLog = (step) => void steps.push(step);
const deliver = (...all: Delivery[]) => deliverPublished({ db: store.db, send: null, log }, all);
const states = async (...all: Delivery[]) => (await deliver(...all)).map((one) => one.state);
const backlogOf = async (name: string) => (await readBacklogs(store.db.sql)).find((one) => one.subscriber === name);
const pauseIsOver = () =>
  store.db.sql`update delivery set retry_at = now() - interval '1 second' where retry_at is not null`;

describe("the event of a publication", () => {
  it("is written with the change set, whoever published", async () => {
    const before = await events();
    const published = [await publishNext("person"), await publishNext("connector"), await publishNext("starter")];
    expect(await events()).toEqual([...before, ...published]);
  });

  it("is not there where the publication is rolled back, nor where it says nothing new", async () => {
    const before = await events();
    const failing = publish(store.db, { observations: [lead("2009-01-01", 1)] }, async () => {
      throw new Error("the transaction ends here");
    });
    await expect(failing).rejects.toThrow("ends here");
    await publish(store.db, { observations: [lead("2010-02-01", 1)] });
    expect(await events()).toEqual(before);
  });

  it("is seen in the order of its number, however many publish at once", async () => {
    const all = listener("order");
    await deliver(all);
    const published = await Promise.all([publishNext(), publishNext("connector"), publishNext(), publishNext()]);
    await deliver(all);
    expect(all.got).toEqual(published.toSorted((a, b) => a - b));
  });
});

describe("a delivery", () => {
  it("is made once to each that follows, however many processes deliver at once", async () => {
    const slow = listener("slow");
    const free = listener("free");
    await deliver(slow, free);
    const published = await publishNext();
    let begun: () => void = () => undefined;
    let go: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const released = new Promise<void>((resolve) => (go = resolve));
    const held: Delivery = {
      ...slow,
      deliver: async (all, tools) => {
        begun();
        await released;
        return slow.deliver(all, tools);
      },
    };
    const first = deliver(held);
    await started;
    // The other process passes over the turn that is taken and is not held up by it.
    expect(await deliver(held, free)).toMatchObject([
      { subscriber: "slow", state: "taken" },
      { subscriber: "free", state: "delivered", publications: 1 },
      { subscriber: "free", state: "nothing" },
    ]);
    go();
    await first;
    await deliver(slow, free);
    expect([slow.got, free.got]).toEqual([[published], [published]]);
  });

  it("begins now for a new subscriber, or with the first event that is kept where it says so", async () => {
    const late = listener("late");
    const whole = listener("whole", { from: "first", together: true });
    await deliver(late, whole);
    expect(late.got).toEqual([]);
    expect(whole.got).toEqual(await events());
    const next = await publishNext();
    await deliver(late, whole);
    expect([late.got, whole.got.at(-1)]).toEqual([[next], next]);
  });

  it("passes over what a subscriber does not follow, and does not look at it again", async () => {
    const picky = listener("picky", { follows: ({ authorKind }) => authorKind === "connector" });
    await deliver(picky);
    await publishNext("person");
    const wanted = await publishNext("connector");
    await publishNext("person");
    await deliver(picky);
    expect(picky.got).toEqual([wanted]);
    expect(await backlogOf("picky")).toMatchObject({ waiting: 0, tries: 0 });
  });

  it("comes again where the process that made it died before it was noted", async () => {
    const twice = listener("dying");
    await deliver(twice);
    const published = await publishNext();
    const [process, owner] = [connect(store.db.url, { max: 2 }), connect(store.ownerUrl, { role: null, max: 1 })];
    await new Promise<void>((resolve, reject) => {
      const dying: Delivery = {
        ...twice,
        deliver: async (all, tools) => {
          await twice.deliver(all, tools);
          // The server ends the connection that holds the turn, as it does when its process is gone.
          const ended = await owner.sql`
            select pg_terminate_backend(pid) from pg_locks where relation = 'delivery'::regclass and mode = 'RowShareLock'
              and database = (select oid from pg_database where datname = current_database())`;
          if (ended.length === 1) resolve();
          else reject(new Error(`${ended.length} connections held a turn`));
          return new Promise<never>(() => undefined);
        },
      };
      void deliverPublished({ db: process, send: null, log }, [dying]).catch(() => undefined);
    });
    await Promise.all([process.sql.end({ timeout: 0 }), owner.close()]);
    await vi.waitFor(async () => {
      await deliver(twice);
      expect(twice.got).toEqual([published, published]);
    });
  });
});

describe("a delivery that fails", () => {
  it("holds up nobody else, waits longer each time, is in sight, and loses nothing", async () => {
    let broken = true;
    const failing = listener("failing");
    const well = listener("well");
    const flaky: Delivery = {
      ...failing,
      deliver: async (all, tools) => {
        if (broken) throw new AppError("unavailable", "The letter box is full.");
        return failing.deliver(all, tools);
      },
    };
    await deliver(flaky, well);
    const published = [await publishNext(), await publishNext()];
    expect(await states(flaky, well)).toEqual(["failed", "delivered", "delivered", "nothing"]);
    expect(await states(flaky)).toEqual(["waits"]);
    const pauses: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const [row] = await store.db.sql<{ seconds: number }[]>`
        select extract(epoch from retry_at - clock_timestamp())::float8 as seconds from delivery where subscriber = 'failing'`;
      pauses.push(Math.ceil((row?.seconds ?? 0) / 60));
      await pauseIsOver();
      await deliver(flaky);
    }
    expect(pauses).toEqual([1, 2, 4]);
    expect(await backlogOf("failing")).toMatchObject({ waiting: 2, tries: 4, error: "The letter box is full." });
    broken = false;
    await pauseIsOver();
    await deliver(flaky);
    expect([failing.got, well.got]).toEqual([published, published]);
    expect(await backlogOf("failing")).toMatchObject({ waiting: 0, tries: 0, error: null, failingSince: null });
  });

  it("does not do again what it had done of it before", async () => {
    const mails: string[] = [];
    let reachable = 1;
    const post = listener("post", {
      deliver: async ([event], { once }) => {
        for (const to of ["ada", "ben", "cleo"])
          await once(`${event?.changeSetId} ${to}`, async () => {
            if (mails.length >= reachable) throw new Error("the mail server hangs up");
            mails.push(to);
          });
        return {};
      },
    });
    await deliver(post);
    await publishNext();
    await deliver(post);
    reachable = 3;
    await pauseIsOver();
    await deliver(post);
    expect(mails).toEqual(["ada", "ben", "cleo"]);
    expect(JSON.stringify(await backlogOf("post"))).not.toContain("hangs up");
  });

  it("is no failure where somebody else is at the same work: it waits its turn", async () => {
    const busy = listener("busy", {
      deliver: async () => {
        throw new Busy("the work");
      },
    });
    await deliver(busy);
    await publishNext();
    expect(await states(busy)).toEqual(["busy"]);
    expect(await backlogOf("busy")).toMatchObject({ waiting: 1, tries: 0, error: null });
  });
});

describe("the revisions of a publication", () => {
  const revisions = (changeSet: number | null) => store.db.sql`
    select series, period, reason, value_before as before, value_after as after, status_after as status from revision
    where change_set_id = ${changeSet} order by period`;

  it("are noted with it, whoever published: what it replaced and why, and nothing that it added", async () => {
    await publish(store.db, { observations: [lead("2020-01-01", 10), lead("2020-02-01", 20), lead("2020-03-01", 30)] });
    const read = await publish(store.db, {
      author: { kind: "connector", name: "toy-feed" },
      observations: [lead("2020-01-01", 11), lead("2020-02-01", null), lead("2020-03-01", 30), lead("2020-04-01", 40)],
    });
    expect(await revisions(read.changeSetId)).toEqual([
      { series: CODE, period: "2020-01-01", reason: "new-information", before: 10, after: 11, status: "A" },
      { series: CODE, period: "2020-02-01", reason: "new-information", before: 20, after: null, status: "W" },
    ]);
    const put = await publish(store.db, { revises: "correction", observations: [lead("2020-03-01", 31)] });
    expect(await revisions(put.changeSetId)).toMatchObject([{ reason: "correction", before: 30, after: 31 }]);
  });

  it("are not doubled, nor the reason of a draft overwritten, when they are noted again", async () => {
    const done = await publish(store.db, { observations: [lead("2020-04-01", 44)] }, async (tx, { changeSetId }) => {
      await tx`
        insert into revision (change_set_id, dataset, series, period, reason, value_before, status_before, value_after,
          status_after) values (${changeSetId}, ${TOY}, ${CODE}, '2020-04-01', 'method-change', 40, 'A', 44, 'A')`;
    });
    await store.db.sql.begin((tx) => noteRevisions(tx, done.changeSetId ?? 0, "correction"));
    expect(await revisions(done.changeSetId)).toMatchObject([{ reason: "method-change", before: 40, after: 44 }]);
  });
});
