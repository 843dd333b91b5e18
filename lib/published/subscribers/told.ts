import { isRefused, mailOffered } from "@/lib/mail/send-mail";
import { readToldPeople, writeTelling } from "@/lib/studio/settings/tell-published";
import { counted, partOf } from "@/lib/studio/blast-radius/blast-part";
import type { Delivery, DeliveryTools, Preview } from "../subscriber";

type Told = { mails: number; refused: number };

/**
 * Mails to everybody who is to be told of a change set and has not been. Nobody's mail waits for another's: an address
 * that is refused for good is passed over, and one that fails for now is said once the others have theirs.
 */
async function tellAll(changeSetId: number, { db, send, once }: DeliveryTools): Promise<Told> {
  const told = { mails: 0, refused: 0 };
  if (!send) return told;
  const failures: unknown[] = [];
  for (const mail of await writeTelling(db, changeSetId)) {
    const tell = async () => {
      await send(mail).then(
        () => (told.mails += 1),
        (error: unknown) => {
          if (!isRefused(error)) throw error;
          told.refused += 1;
        },
      );
    };
    await once(`${changeSetId} ${mail.to}`, tell).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
  return told;
}

/** Mails to the people of the house who are to be told when a draft of a dataset is published. */
export const delivery: Delivery = {
  name: "told",
  title: "Mails about published drafts",
  from: "first",
  // Drafts alone are told: a source that publishes every hour would fill letter boxes.
  follows: ({ authorKind }) => authorKind === "person",
  together: false,
  deliver: async (publications, tools) => {
    const figures = { mails: 0, refused: 0 };
    for (const { changeSetId } of publications) {
      const { mails, refused } = await tellAll(changeSetId, tools);
      figures.mails += mails;
      figures.refused += refused;
    }
    return figures;
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
