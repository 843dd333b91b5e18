import { now } from "@/lib/kernel/clock";
import { database } from "@/lib/store/database";
import { Reader } from "./reader";
import { type UsageKind, usageOf } from "./usage";
import type { Viewer } from "./viewer";

/** A reader on the process's database, standing on `asOfDay` (null: the latest state), whose reads are counted. */
export function readerFor(viewer: Viewer, asOfDay: string | null, kind: UsageKind): Reader {
  return new Reader(database(), viewer, asOfDay, now(), { newest: true, asked: usageOf(viewer, kind) });
}
