import type { Metadata } from "next";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { Duplicates } from "@/app/_ui/catalogue/duplicates";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { LackingSources } from "@/app/_ui/catalogue/lacking-sources";
import { ListTable } from "@/app/_ui/catalogue/list-table";
import { PagesRow } from "@/app/_ui/catalogue/pages-row";
import { SourceRow, sourceColumns } from "@/app/_ui/catalogue/source-row";
import { Controls, type Field } from "@/app/_ui/controls/controls";
import { PageHeader } from "@/app/_ui/page-header";
import { Grade, gradeWord } from "@/lib/provenance/grade";
import { findDuplicates } from "@/lib/studio/sources/find-duplicates";
import { listSources, SourceFilter, type SourceList } from "@/lib/studio/sources/list-sources";

export const metadata: Metadata = { title: "Sources" };

const same = (value: string) => ({ value, label: value });
const any = { value: "", label: "any" };

function fieldsOf(filter: SourceFilter, { publishers, kinds }: SourceList): Field[] {
  const select = (name: "publisher" | "kind", label: string, values: readonly string[]): Field => ({
    kind: "select",
    name,
    label,
    value: filter[name],
    defaultValue: "",
    options: [any, ...values.map(same)],
  });
  const lacks = [any, { value: "address", label: "an address" }, { value: "date", label: "a date" }];
  const grades = [any, ...Grade.options.map((value) => ({ value, label: gradeWord[value] }))];
  const states = ["standing", "archived", "merged", "all"].map(same);
  return [
    { kind: "search", name: "text", label: "Search", value: filter.text },
    select("publisher", "Publisher", publishers),
    select("kind", "Kind", kinds),
    { kind: "select", name: "state", label: "State", value: filter.state, defaultValue: "standing", options: states },
    { kind: "select", name: "grade", label: "Grade", value: filter.grade, defaultValue: "", options: grades },
    { kind: "select", name: "lacks", label: "Lacks", value: filter.lacks, defaultValue: "", options: lacks },
    { kind: "checkbox", name: "unused", label: "Nothing rests on it", checked: filter.unused === "1" },
  ];
}

export default async function SourcesPage({ searchParams }: PageProps<"/studio/sources">) {
  await connection();
  const viewer = await requireViewer();
  const filter = SourceFilter.parse(await searchParams);
  const list = await orForbidden(listSources(viewer, filter));
  if ("forbidden" in list) return <ForAnalysts words={list.forbidden} />;
  const { page, ...query } = filter;
  const count = `${list.total.toLocaleString("en-US")} ${list.total === 1 ? "source" : "sources"}`;
  return (
    <>
      <PageHeader title={count} subtitle="Where the numbers come from, and what rests on each" asOf={null} />
      <Controls fields={fieldsOf(filter, list)} path="/studio/sources" />
      <Duplicates pairs={await findDuplicates(viewer)} />
      <ListTable
        id="list"
        title="Sources"
        columns={sourceColumns}
        empty="No source is like that."
        above={<LackingSources lacking={list.lacking} />}
      >
        {list.lines.map((line) => (
          <SourceRow key={line.key} line={line} />
        ))}
      </ListTable>
      <PagesRow path="/studio/sources" query={query} page={page} pages={list.pages} />
    </>
  );
}
