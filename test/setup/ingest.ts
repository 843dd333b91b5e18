import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Database } from "@/db/client";
import { type Limits, usualLimits } from "@/lib/ingest/fetch/limits";
import { openWire } from "@/lib/ingest/fetch/wire";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import type { RunTools } from "@/lib/ingest/run/order";
import type { Step } from "@/lib/ingest/run/log";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { type SourceServer, sourceServer } from "./source-server";

/**
 * Limits under which a source that fails costs milliseconds. They are patient with one that is slow: so are the sources
 * of this machine while it is busy.
 */
export const hurried: Limits = { ...usualLimits, attempts: 3, backoffMs: 10, pace: 1000 };

export type Rehearsal = {
  readonly sources: SourceServer;
  readonly folder: string;
  tools: (db: Database, steps?: Step[], limits?: Limits) => RunTools;
};

/** The sources of a test file, played on this machine, and a folder for payloads. */
export function useSources(): Rehearsal {
  let sources: SourceServer | undefined;
  let folder = "";
  const closing: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    sources = await sourceServer();
    folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-payloads-"));
  });
  afterEach(() => sources?.reset());
  afterAll(async () => {
    for (const close of closing) await close();
    await sources?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const opened = (): SourceServer => {
    if (!sources) throw new Error("the sources are opened before the first test");
    return sources;
  };
  return {
    get sources() {
      return opened();
    },
    get folder() {
      return folder;
    },
    tools: (db, steps = [], limits = hurried) => {
      const wire = openWire(limits, opened().address);
      closing.push(wire.close);
      const scratch = path.join(folder, "incoming");
      mkdirSync(scratch, { recursive: true });
      return {
        db,
        sql: db.sql,
        wire,
        store: folderStore(folder),
        scratch,
        limits,
        userAgent: "Halfpitch/test (tests@halfpitch.example)",
        key: "",
        log: (step) => steps.push(step),
      };
    },
  };
}

const GPUS = [
  "h100",
  "h100-sxm",
  "h100-pcie",
  "h100-nvl",
  "h200",
  "h200-sxm",
  "h200-nvl",
  "b200",
  "b200-sxm",
  "b300",
  "b300-sxm",
  "gb200",
  "gb300",
  "gh200",
  "a100",
  "a100-40gb",
  "a100-80gb",
  "l40s",
  "mi300x",
  "mi325x",
  "mi350x",
  "mi355x",
];

/** Makes the accelerators known that prices are about. */
export async function knowAccelerators(db: Database): Promise<void> {
  await publishChangeSet(db, {
    author: { kind: "person", name: "Test analyst" },
    reason: "Constructed for a test",
    entities: GPUS.map((slug) => ({ kind: "accelerator", slug, name: slug.toUpperCase(), verified: true })),
  });
}

/** Makes sellers known in the roster of clouds, all of one kind: who is in no roster has no vote in an index. */
export async function knowSellers(db: Database, slugs: readonly string[], kind = "neocloud"): Promise<void> {
  await publishChangeSet(db, {
    author: { kind: "person", name: "Test analyst" },
    reason: "Constructed for a test",
    entities: slugs.map((slug) => ({ kind: "cloud", slug, name: slug, verified: true, attributes: { kind } })),
  });
}
