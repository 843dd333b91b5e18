import type { Metadata } from "next";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { EntityForm } from "@/app/_ui/catalogue/entity-form";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { Controls } from "@/app/_ui/controls/controls";
import { PageHeader } from "@/app/_ui/page-header";
import { entityKind, EntityKind, entityKinds } from "@/lib/entities/kinds";
import { listEntities } from "@/lib/studio/entities/list-entities";

export const metadata: Metadata = { title: "New entity" };

const KINDS = Object.entries(entityKinds).map(([value, { label }]) => ({ value, label }));

export default async function NewEntityPage({ searchParams }: PageProps<"/studio/entities/new">) {
  await connection();
  const viewer = await requireViewer();
  const kind = EntityKind.catch("company").parse((await searchParams)["kind"]);
  const list = await orForbidden(listEntities(viewer, { kind }));
  if ("forbidden" in list) return <ForAnalysts words={list.forbidden} />;
  const start = {
    kind,
    slug: null,
    shown: null,
    name: "",
    attributes: {},
    aliases: [],
    verified: false,
    source: null,
    note: null,
  };
  return (
    <>
      <PageHeader
        title={`A new ${entityKind(kind).label.toLowerCase()}`}
        subtitle={`${list.total.toLocaleString("en-US")} are known; its key is made of its name and stays for life`}
        asOf={null}
      />
      <Controls
        fields={[{ kind: "select", name: "kind", label: "Kind", value: kind, defaultValue: "company", options: KINDS }]}
        path="/studio/entities/new"
      />
      <EntityForm key={kind} start={start} />
    </>
  );
}
