import type { Database } from "@/db/client";
import type { RunLog } from "@/lib/ingest/run/log";
import type { Workshop } from "@/lib/ingest/run/tools";
import type { Mail } from "@/lib/mail/send-mail";

/** What went otherwise than well: something failed, or waits for a person. */
export type Mishap = "failed" | "held";

/** What work is done with. */
export type Shop = {
  db: Database;
  log: RunLog;
  /** With what sources are fetched; null where nobody is named whom they can reach. */
  workshop: (() => Workshop) | null;
  /** How a mail leaves; null where this installation sends none. */
  send: ((mail: Mail) => Promise<void>) | null;
  /** Hears of each mishap. */
  noted: (what: Mishap) => void;
};
