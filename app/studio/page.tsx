import type { Metadata } from "next";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { DatasetTable } from "@/app/_ui/studio/dataset-table";
import { entitledTo } from "@/lib/access/entitlement";
import { datasets } from "@/lib/datasets/registry";

export const metadata: Metadata = { title: "Studio" };

export default async function StudioPage() {
  await connection();
  const viewer = await requireViewer();
  if (viewer.role === "subscriber")
    return (
      <Message title="For analysts" inside>
        <p>The studio is where analysts propose, review and publish values. It needs the role analyst.</p>
      </Message>
    );
  const open = datasets().filter((one) => entitledTo(viewer, one.slug).allowed);
  return (
    <>
      <PageHeader title={`${open.length} datasets are open to you`} subtitle="Studio" asOf={null} />
      <DatasetTable datasets={open} />
    </>
  );
}
