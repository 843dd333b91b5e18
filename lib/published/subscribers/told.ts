import { mailOffered } from "@/lib/mail/send-mail";
import { readToldPeople, writeTelling } from "@/lib/studio/settings/tell-published";
import { counted, partOf } from "@/lib/studio/blast-radius/blast-part";
import type { Delivery, Preview } from "../subscriber";

/** Mails to the people of the house who are to be told when a draft of a dataset is published. */
export const delivery: Delivery = {
  name: "told",
  title: "Mails about published drafts",
  from: "first",
  // Drafts alone are told: a source that publishes every hour would fill letter boxes.
  follows: ({ authorKind }) => authorKind === "person",
  together: false,
  deliver: async (publications, { db, send, once }) => {
    let mails = 0;
    for (const { changeSetId } of send ? publications : []) {
      const telling = await writeTelling(db, changeSetId);
      for (const { email } of telling?.people ?? [])
        await once(`${changeSetId} ${email}`, async () => {
          if (telling) await send?.({ to: email, ...telling.mail });
          mails += 1;
        });
    }
    return { mails };
  },
};

/** Who will get a mail. */
export const preview: Preview = async ({ db, draft }) => {
  const people = mailOffered() ? await readToldPeople(db.sql, draft.dataset) : [];
  const what = "gets a mail that this draft was published";
  return async () =>
    people.length === 0
      ? null
      : partOf({
          kind: "told",
          title: "Mails",
          finding: `${counted(people.length, "person", "people")} will be told by mail`,
          lines: people.map(({ name }) => ({
            where: name,
            href: null,
            what,
            before: null,
            after: null,
            change: null,
          })),
        });
};
