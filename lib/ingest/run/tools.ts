import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Database } from "@/db/client";
import { env, sourceKey } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";
import type { Connector } from "../connector";
import { usualLimits } from "../fetch/limits";
import { openWire, type Wire } from "../fetch/wire";
import { bucketStore } from "../payload/bucket-store";
import { folderStore } from "../payload/folder-store";
import type { PayloadStore } from "../payload/payload-store";
import type { RunLog } from "./log";
import type { RunTools } from "./order";

/** What this process runs connectors with. Close it when done. */
export type Workshop = {
  toolsFor: (connector: Connector, log: RunLog) => RunTools;
  close: () => Promise<void>;
};

/** The store that the environment names: a bucket, or else a folder. */
export function configuredStore(): PayloadStore {
  const { PAYLOAD_BUCKET_URL, PAYLOAD_BUCKET_REGION, PAYLOAD_BUCKET_KEY_ID, PAYLOAD_BUCKET_SECRET } = env();
  if (!PAYLOAD_BUCKET_URL) return folderStore(path.resolve(env().HALFPITCH_PAYLOADS));
  return bucketStore({
    endpoint: PAYLOAD_BUCKET_URL,
    region: PAYLOAD_BUCKET_REGION,
    accessKeyId: PAYLOAD_BUCKET_KEY_ID ?? "",
    secretAccessKey: PAYLOAD_BUCKET_SECRET ?? "",
  });
}

/** Half-taken answers wait beside the kept ones, so that a full disk is noticed before anything is published. */
function scratchFolder(): string {
  const { PAYLOAD_BUCKET_URL, HALFPITCH_PAYLOADS } = env();
  const folder = PAYLOAD_BUCKET_URL
    ? path.join(os.tmpdir(), "halfpitch-incoming")
    : path.resolve(HALFPITCH_PAYLOADS, "incoming");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Opens what is needed to run connectors. Throws AppError unavailable where nobody is named whom sources can reach. */
export function openWorkshop(db: Database): Workshop {
  const { HALFPITCH_CONTACT, HALFPITCH_SOURCES_AT, HALFPITCH_URL } = env();
  if (!HALFPITCH_CONTACT)
    throw new AppError(
      "unavailable",
      "Nothing is fetched: set HALFPITCH_CONTACT to an address by which sources can reach you.",
    );
  const limits = HALFPITCH_SOURCES_AT ? { ...usualLimits, pace: 1000 } : usualLimits;
  const wire: Wire = openWire(limits, HALFPITCH_SOURCES_AT);
  const store = configuredStore();
  const scratch = scratchFolder();
  const userAgent = `Halfpitch/1.0 (+${HALFPITCH_URL}; ${HALFPITCH_CONTACT})`;
  return {
    toolsFor: (connector, log) => ({
      db,
      sql: db.sql,
      wire,
      store,
      scratch,
      limits,
      userAgent,
      key: sourceKey(connector.keyedBy),
      log,
    }),
    close: wire.close,
  };
}
