import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { Facts } from "@/app/_ui/catalogue/facts";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { SourceForms } from "@/app/_ui/catalogue/source-forms";
import { SourceUses } from "@/app/_ui/catalogue/source-uses";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { readSource, type SourceDetail } from "@/lib/studio/sources/read-source";

export const metadata: Metadata = { title: "Source" };

function factsOf({ recorded, shown, recordedAs, states }: SourceDetail) {
  const own = shown.key === recorded.key;
  const state = own ? (shown.archived ? "archived: not offered in pickers" : "offered in pickers") : "merged";
  const assessed = states.length > 0 && own;
  return [
    ["Key", recorded.key],
    ["Publisher", recorded.publisher],
    ["Published", recorded.published ?? "not known"],
    ["Kind", recorded.kind],
    [
      "Address",
      recorded.url ? (
        <a key="url" href={recorded.url} rel="noreferrer">
          {recorded.url}
        </a>
      ) : (
        "none"
      ),
    ],
    ["Licence", (assessed ? shown.licence : recorded.licence) ?? "not stated"],
    ["Reliability", (assessed ? shown.reliability : recorded.reliability) ?? "not stated"],
    ["State", state],
    ["Recorded by", recordedAs],
  ] as const;
}

export default async function SourcePage({ params }: PageProps<"/studio/sources/[key]">) {
  await connection();
  const { key } = await params;
  const viewer = await requireViewer();
  const detail = await orForbidden(orNotFound(readSource(viewer, key)));
  if ("forbidden" in detail) return <ForAnalysts words={detail.forbidden} />;
  const { recorded, shown } = detail;
  return (
    <>
      <PageHeader title={recorded.title} subtitle={recorded.publisher} asOf={null} />
      {shown.key === recorded.key ? null : (
        <Notice kind="plain" title="Merged">
          Readers see <Link href={`/studio/sources/${shown.key}`}>{shown.title}</Link> in its place.
        </Notice>
      )}
      <Facts facts={factsOf(detail)} />
      <SourceForms detail={detail} />
      <SourceUses detail={detail} />
    </>
  );
}
