import { z } from "zod";
import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { forgetDiscarded } from "./forget-discarded";
import { publishDue } from "./publish-due";

type Say = (step: { step: string; [name: string]: string | number | boolean | null }) => void;
type Send = (mail: { to: string; subject: string; text: string }) => Promise<void>;

const OneDraft = z.object({ draft: z.number().int() });

/** Publishes what is due, and tells the author of a draft that could not be published. */
async function work(db: Database, say: Say, send: Send | null, only: number | null): Promise<void> {
  for (const { draft, dataset, email, trouble } of await publishDue(db, only)) {
    say({ step: trouble === null ? "published" : "not-published", draft, dataset });
    if (trouble === null || email === null || !send) continue;
    const text = `Draft ${draft} (${dataset}) was not published as planned: ${trouble}\n\n${env().HALFPITCH_URL}/studio/drafts/${draft}\n`;
    await send({ to: email, subject: `Halfpitch: draft ${draft} was not published`, text }).catch(() =>
      say({ step: "mail-failed", draft }),
    );
  }
}

/**
 * The work on planned publications: each at its moment, and every minute whatever was missed; and each hour on what was
 * discarded too long ago. Any number of workers may do it, since a draft is published once.
 */
export function publishingWork(db: Database, say: Say, send: Send | null) {
  return {
    tasks: {
      "publish-draft": (payload: unknown) => work(db, say, send, OneDraft.parse(payload).draft),
      "publish-due": () => work(db, say, send, null),
      "forget-discarded": async () => {
        const drafts = await forgetDiscarded(db);
        if (drafts > 0) say({ step: "forgotten", drafts });
      },
    },
    schedule: [
      { task: "publish-due", match: "* * * * *", identifier: "publish-due" },
      { task: "forget-discarded", match: "17 * * * *", identifier: "forget-discarded" },
    ],
  };
}
