import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { Facts } from "@/app/_ui/catalogue/facts";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { type AskedSourceMerge, SourceMergeSection } from "@/app/_ui/catalogue/source-merge";
import { SourceForms } from "@/app/_ui/catalogue/source-forms";
import { SourceUses } from "@/app/_ui/catalogue/source-uses";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import type { Viewer } from "@/lib/access/viewer";
import { Slug } from "@/lib/kernel/slug";
import { gradeWord } from "@/lib/provenance/grade";
import { previewMerge } from "@/lib/studio/desk/read-merges";
import { readSourceMergeEffect } from "@/lib/studio/sources/merge-effect";
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
    [
      "Grade",
      `${gradeWord[shown.grade]}: ${shown.gradeWhy}${shown.gradeBy === "analyst" ? " (an analyst's decision)" : ""}`,
    ],
    ["State", state],
    ["Recorded by", recordedAs],
  ] as const;
}

/** The merge that the address asks to see. */
async function askedMerge(viewer: Viewer, key: string, asked: unknown): Promise<AskedSourceMerge | null> {
  const into = z.string().trim().min(1).max(200).safeParse(asked).data;
  if (into === undefined) return null;
  const known = Slug.safeParse(into).success;
  const trouble = `Nothing is called “${into}”. Search by any part of its title or publisher, and choose one.`;
  return { into, preview: known ? await previewMerge(readSourceMergeEffect(viewer, { key, into })) : { trouble } };
}

export default async function SourcePage({ params, searchParams }: PageProps<"/studio/sources/[key]">) {
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
      {shown.key === recorded.key ? (
        <SourceMergeSection
          of={recorded.key}
          asked={await askedMerge(viewer, recorded.key, (await searchParams)["into"])}
        />
      ) : null}
      <SourceUses detail={detail} />
    </>
  );
}
