import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { ListTable } from "@/app/_ui/catalogue/list-table";
import { PagesRow } from "@/app/_ui/catalogue/pages-row";
import { Controls, type Field } from "@/app/_ui/controls/controls";
import styles from "@/app/_ui/desk/desk.module.css";
import { PageHeader } from "@/app/_ui/page-header";
import { entityKinds } from "@/lib/entities/kinds";
import { EntityFilter, type EntityLine, listEntities } from "@/lib/studio/entities/list-entities";

export const metadata: Metadata = { title: "Entities" };

const KINDS = Object.entries(entityKinds).map(([value, { plural }]) => ({ value, label: plural }));
const ONLY = [
  { value: "", label: "all" },
  { value: "unverified", label: "not verified" },
  { value: "unused", label: "without series" },
  { value: "merged", label: "merged" },
];

function fieldsOf(filter: EntityFilter): Field[] {
  const kinds = [{ value: "", label: "any" }, ...KINDS];
  return [
    { kind: "search", name: "text", label: "Search names", value: filter.text },
    { kind: "select", name: "kind", label: "Kind", value: filter.kind, defaultValue: "", options: kinds },
    { kind: "select", name: "only", label: "Only", value: filter.only, defaultValue: "", options: ONLY },
  ];
}

function EntityRow({ line }: { line: EntityLine }) {
  return (
    <tr>
      <th scope="row" className={styles.series}>
        <Link href={`/studio/entities/${line.kind}/${line.slug}`} prefetch={false}>
          {line.name}
        </Link>
        {line.mergedInto ? <span className={styles.below}>shown as {line.mergedInto}</span> : null}
        <span className={styles.code}>{line.slug}</span>
      </th>
      <td>{entityKinds[line.kind].label}</td>
      <td className={styles.words}>{line.aliases.join(", ")}</td>
      <td className={styles.number}>{line.series.toLocaleString("en-US")}</td>
      <td>{line.verified ? "yes" : <span className={styles.warn}>not verified</span>}</td>
    </tr>
  );
}

export default async function EntitiesPage({ searchParams }: PageProps<"/studio/entities">) {
  await connection();
  const viewer = await requireViewer();
  const filter = EntityFilter.parse(await searchParams);
  const list = await orForbidden(listEntities(viewer, filter));
  if ("forbidden" in list) return <ForAnalysts words={list.forbidden} />;
  const { page, ...query } = filter;
  const title = `${list.total.toLocaleString("en-US")} ${list.total === 1 ? "entity" : "entities"}`;
  return (
    <>
      <PageHeader title={title} subtitle="What numbers are about, and by which names it is met" asOf={null}>
        <p>
          <Link href={`/studio/entities/new${filter.kind ? `?kind=${filter.kind}` : ""}`}>Make a new one</Link>
        </p>
      </PageHeader>
      <Controls fields={fieldsOf(filter)} path="/studio/entities" />
      <ListTable
        id="list"
        title="Entities"
        columns={["Name", "Kind", "Further names", { label: "Series", number: true }, "Verified"]}
        empty="Nothing is called like that."
      >
        {list.lines.map((line) => (
          <EntityRow key={`${line.kind}/${line.slug}`} line={line} />
        ))}
      </ListTable>
      <PagesRow path="/studio/entities" query={query} page={page} pages={list.pages} />
    </>
  );
}
