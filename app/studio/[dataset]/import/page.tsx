import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { parseView } from "@/app/_data/view-state";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { CheckPanel } from "@/app/_ui/import/check-panel";
import { DropFile } from "@/app/_ui/import/drop-file";
import { PastUploads } from "@/app/_ui/import/past-uploads";
import { Steps } from "@/app/_ui/import/steps";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { datasetOf } from "@/lib/datasets/registry";
import { limits } from "@/lib/studio/import/limits";
import { type ImportRef, type ImportWork, listUploads, readImport } from "@/lib/studio/import/work";
import { ColumnsOf, TableOf } from "./steps";
import { importHref, ImportView } from "./view";

export const metadata: Metadata = { title: "Import" };

function titleOf(work: ImportWork | null, step: ImportView["step"]): string {
  if (!work) return "Bring in a file";
  const { name } = work.upload;
  if (step === "table") return `${name}: which row names the columns`;
  if (step === "columns") return `${name}: what its columns are`;
  return `${name}: what it would change`;
}

/** The step that can be shown: a check needs columns, and these need a table. */
function possible(work: ImportWork | null, wanted: ImportView["step"]): ImportView["step"] {
  if (!work) return "file";
  if (wanted === "file" || !work.reading) return "table";
  return wanted === "check" && !work.mapping ? "columns" : wanted;
}

function stepsOf(dataset: string, work: ImportWork | null) {
  const at = (step: ImportView["step"], open: boolean) =>
    work && open ? importHref(dataset, work.upload.id, step) : null;
  return [
    { id: "file", label: "File", href: `/studio/${dataset}/import` },
    { id: "table", label: "Table", href: at("table", true) },
    { id: "columns", label: "Columns", href: at("columns", work?.reading !== null) },
    { id: "check", label: "Check, and into the draft", href: at("check", work?.mapping !== null) },
  ];
}

async function stepOf(
  viewer: Viewer,
  dataset: DatasetDefinition,
  work: ImportWork | null,
  view: ImportView,
): Promise<ReactNode> {
  const { slug } = dataset;
  if (!work)
    return (
      <>
        <DropFile dataset={slug} mostMegabytes={limits.fileBytes / 2 ** 20} />
        <PastUploads dataset={slug} uploads={await listUploads(viewer, { dataset: slug })} />
      </>
    );
  const ref: ImportRef = { dataset: slug, upload: work.upload.id };
  const step = possible(work, view.step);
  if (step === "table") return <TableOf viewer={viewer} work={work} view={view} />;
  if (step === "columns") return <ColumnsOf viewer={viewer} dataset={dataset} work={work} />;
  return <CheckPanel {...ref} name={work.upload.name} outcome={work.outcome} />;
}

export default async function ImportPage({ params, searchParams }: PageProps<"/studio/[dataset]/import">) {
  await connection();
  const viewer = await requireViewer();
  const { dataset: slug } = await params;
  const dataset = await orNotFound((async () => datasetOf(slug))());
  const { view, dropped } = parseView(ImportView, await searchParams);
  const found = await orForbidden(
    view.upload === ""
      ? listUploads(viewer, { dataset: slug }).then(() => null)
      : orNotFound(readImport(viewer, { dataset: slug, upload: Number(view.upload) })),
  );
  if (found && "forbidden" in found) return <ForAnalysts words={found.forbidden} />;
  const step = possible(found, view.step);
  return (
    <>
      <PageHeader title={titleOf(found, step)} subtitle={`Import into ${dataset.title}`} asOf={null} />
      <DroppedNotice dropped={dropped} />
      <Steps steps={stepsOf(slug, found)} current={step} />
      {await stepOf(viewer, dataset, found, view)}
    </>
  );
}
