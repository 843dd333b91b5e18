import type { Metadata } from "next";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { DatasetTable } from "@/app/_ui/studio/dataset-table";
import { DiscardedDrafts } from "@/app/_ui/studio/discarded-drafts";
import { DraftTable } from "@/app/_ui/studio/draft-table";
import { MentionList } from "@/app/_ui/studio/mention-list";
import { worksOn } from "@/lib/access/entitlement";
import { datasets } from "@/lib/datasets/registry";
import { readStudioDesk, type StudioDesk } from "@/lib/studio/desk/read-studio-desk";

export const metadata: Metadata = { title: "Studio" };

function titleOf({ mine, toReview, scheduled, mentions }: StudioDesk): string {
  const parts = [
    mine.length === 0
      ? "No draft of yours is open"
      : `${mine.length} of your drafts ${mine.length === 1 ? "is" : "are"} open`,
    toReview.length === 0
      ? "nothing waits for your review"
      : `${toReview.length} ${toReview.length === 1 ? "waits" : "wait"} for your review`,
    ...(scheduled.length > 0 ? [`${scheduled.length} ${scheduled.length === 1 ? "is" : "are"} scheduled`] : []),
    ...(mentions.length > 0
      ? [`you were mentioned ${mentions.length === 1 ? "once" : `${mentions.length} times`}`]
      : []),
  ];
  return parts.join(", ");
}

export default async function StudioPage() {
  await connection();
  const viewer = await requireViewer();
  const desk = await orForbidden(readStudioDesk(viewer));
  if ("forbidden" in desk)
    return (
      <Message title="For analysts" inside>
        <p>The studio is where analysts propose, review and publish values. {desk.forbidden}</p>
      </Message>
    );
  const open = datasets().filter((one) => worksOn(viewer, one.slug));
  return (
    <>
      <PageHeader title={titleOf(desk)} subtitle="Drafts of your organisation" asOf={null} />
      <DraftTable
        id="review"
        title="Waiting for your review"
        when="Submitted"
        drafts={desk.toReview}
        empty="Nothing waits for a second pair of eyes."
      />
      <DraftTable
        id="mine"
        title="Your open drafts"
        when="Saved"
        drafts={desk.mine}
        author={false}
        empty="None. Open a dataset below: what you edit there is saved as a draft by itself."
      />
      {desk.approved.length > 0 ? (
        <DraftTable id="approved" title="Approved, not published yet" when="Approved" drafts={desk.approved} empty="" />
      ) : null}
      <DraftTable
        id="scheduled"
        title="Scheduled"
        when="Will be published"
        drafts={desk.scheduled}
        empty="No publication is planned."
      />
      <DiscardedDrafts drafts={desk.discarded} open={desk.mine} />
      <MentionList mentions={desk.mentions} />
      <DatasetTable datasets={open} drafts={desk.mine} />
      <DraftTable
        id="done"
        title="Published most recently"
        when="Published"
        drafts={desk.done}
        empty="Nothing was published from a draft yet."
      />
    </>
  );
}
