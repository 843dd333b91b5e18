import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { datasetOf } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { lockPublishing } from "@/lib/store/publish/publish-change-set";
import type { EditionOrder } from "@/lib/store/editions/editions";
import { closeEdition } from "./close-edition";
import { sealSoon } from "./seal-edition";

export const CloseEdition = z.strictObject({
  dataset: Slug,
  note: z.string().trim().min(3, "say in a few words what this edition is").max(1000),
});
export type CloseEdition = z.infer<typeof CloseEdition>;

/**
 * Closes an edition of what stands published now. Throws conflict where nothing was published yet, or nothing since the
 * newest edition.
 */
export async function closeEditionNow(
  viewer: Viewer,
  given: CloseEdition,
  db: Database = database(),
): Promise<EditionOrder> {
  demandAnalyst(viewer, given.dataset);
  const { dataset, note } = CloseEdition.parse(given);
  const { title } = datasetOf(dataset);
  const closed = await db.sql.begin(async (tx) => {
    await lockPublishing(tx);
    const [newest] = await tx<{ release: number; changeSetId: number; closed: string | null }[]>`
      select number as release, change_set_id::int as "changeSetId",
        (select label from edition_order closed where closed.dataset = release.dataset
          and closed.release = release.number order by id desc limit 1) as closed
      from release where dataset = ${dataset} order by number desc limit 1`;
    if (!newest) throw new AppError("conflict", `Nothing of ${title} was published yet: there is nothing to close.`);
    if (newest.closed)
      throw new AppError("conflict", `Nothing of ${title} was published since edition ${newest.closed}.`);
    const { release, changeSetId } = newest;
    const order = await closeEdition(tx, { dataset, release, changeSetId, closedBy: viewer.name, note });
    const detail = { release };
    await auditIn(tx, viewer, { action: "edition.closed", subject: `${dataset} ${order.label}`, detail });
    return order;
  });
  await sealSoon(db, dataset);
  return closed;
}
