import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { EntityForm } from "@/app/_ui/catalogue/entity-form";
import { EntitySeries } from "@/app/_ui/catalogue/entity-series";
import { Facts } from "@/app/_ui/catalogue/facts";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { type AskedMerge, MergeSection } from "@/app/_ui/catalogue/merge-form";
import { RelationForm } from "@/app/_ui/catalogue/relation-form";
import { RelationTable } from "@/app/_ui/catalogue/relation-table";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { offerEntities } from "@/app/studio/entities/actions";
import type { Viewer } from "@/lib/access/viewer";
import { entityKind } from "@/lib/entities/kinds";
import { formatDay } from "@/lib/kernel/format";
import { previewMerge } from "@/lib/studio/desk/read-merges";
import { readEntityMergeEffect } from "@/lib/studio/entities/merge-effect";
import { pickedEntity } from "@/lib/studio/entities/search-entities";
import { type EntityDetail, readEntityDetail } from "@/lib/studio/entities/read-entity";

export const metadata: Metadata = { title: "Entity" };

function startOf({ entity, proposed }: EntityDetail) {
  const { kind, slug, name, attributes, verified } = proposed ?? entity;
  return {
    kind,
    slug,
    shown: entity.knownAt,
    name,
    attributes,
    verified,
    aliases: proposed?.aliases ?? [],
    source: (proposed ?? entity).source ?? null,
    note: (proposed ?? entity).note ?? null,
  };
}

const factsOf = ({ entity }: EntityDetail) =>
  [
    ["Kind", entityKind(entity.kind).label],
    ["Key", entity.slug],
    ["Further names", entity.aliases.join(", ") || "none"],
    ...(entity.formerly.length > 0 ? [["Merged into it", entity.formerly.join(", ")] as const] : []),
    ["Verified", entity.verified ? "yes" : "no"],
    ["Known since", formatDay(entity.knownAt)],
  ] as const;

/** The merge that the address asks to see, by the key or the name of the other one. */
async function askedMerge(viewer: Viewer, { entity }: EntityDetail, asked: unknown): Promise<AskedMerge | null> {
  const into = z.string().trim().min(1).max(200).safeParse(asked).data;
  if (into === undefined) return null;
  const { kind, slug } = entity;
  const picked: { into?: string } = {};
  const effect = pickedEntity(kind, into).then((key) => {
    picked.into = key;
    return readEntityMergeEffect(viewer, { kind, slug, into: key });
  });
  const preview = await previewMerge(effect);
  return { into: picked.into ?? into, preview };
}

export default async function EntityPage({ params, searchParams }: PageProps<"/studio/entities/[kind]/[slug]">) {
  await connection();
  const { kind, slug } = await params;
  const viewer = await requireViewer();
  const detail = await orForbidden(orNotFound(readEntityDetail(viewer, { kind, slug })));
  if ("forbidden" in detail) return <ForAnalysts words={detail.forbidden} />;
  const { entity, relations, waiting, proposed } = detail;
  if (entity.slug !== slug) redirect(`/studio/entities/${entity.kind}/${entity.slug}`);
  const drafts = [...new Map(waiting.map((one) => [one.draft, one])).values()];
  return (
    <>
      <PageHeader title={entity.name} subtitle={entityKind(entity.kind).label} asOf={null} />
      {drafts.length > 0 ? (
        <Notice kind="plain" title="Changes wait">
          {drafts.map((one) => (
            <span key={one.draft}>
              <Link href={`/studio/drafts/${one.draft}`}>{`Draft ${one.draft}`}</Link>
              {` of ${one.author}, ${one.state}. `}
            </span>
          ))}
          {proposed ? "The form goes on from yours." : ""}
        </Notice>
      ) : null}
      <Facts facts={factsOf(detail)} />
      <EntityForm key={JSON.stringify(proposed)} start={startOf(detail)} />
      <RelationTable entity={entity} relations={relations} />
      <RelationForm entity={entity} />
      <EntitySeries detail={detail} />
      <MergeSection
        detail={detail}
        search={offerEntities.bind(null, entity.kind, entity.slug)}
        asked={await askedMerge(viewer, detail, (await searchParams)["into"])}
      />
    </>
  );
}
