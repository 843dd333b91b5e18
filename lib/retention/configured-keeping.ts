import { env } from "@/lib/env";
import type { Keeping } from "./forget-old";

/** For how long this installation keeps what, by its environment. */
export function configuredKeeping(): Keeping {
  const all = env();
  return {
    payloads: all.HALFPITCH_KEEP_PAYLOADS_DAYS ?? null,
    uploads: all.HALFPITCH_KEEP_UPLOADS_DAYS ?? null,
    audit: all.HALFPITCH_KEEP_AUDIT_DAYS ?? null,
    sessions: all.HALFPITCH_KEEP_SESSIONS_DAYS,
  };
}
