import type { Metadata } from "next";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import { Controls, type Field } from "@/app/_ui/controls/controls";
import { Figures } from "@/app/_ui/figures";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { SourceFooter } from "@/app/_ui/source-footer";
import { type CloudsModel, loadClouds } from "@/lib/dashboards/neoclouds/load-clouds";
import { CloudsView } from "@/lib/dashboards/neoclouds/view";

export const metadata: Metadata = { title: "Neocloud fleets" };

const MEASURES = [
  { value: "power", label: "MW" },
  { value: "gpus", label: "GPUs" },
];
const SOVEREIGN = [
  { value: "all", label: "All" },
  { value: "yes", label: "Sovereign" },
  { value: "no", label: "Not sovereign" },
];

function fields(view: CloudsView, choices: CloudsModel["choices"]): Field[] {
  const select = (name: keyof CloudsModel["choices"], label: string): Field => {
    return { kind: "select", name, label, value: view[name], defaultValue: "all", options: choices[name] };
  };
  return [
    {
      kind: "segmented",
      name: "measure",
      label: "Measure",
      value: view.measure,
      defaultValue: "power",
      options: MEASURES,
    },
    select("kind", "Kind"),
    select("country", "Country"),
    {
      kind: "select",
      name: "sovereign",
      label: "Sovereign",
      value: view.sovereign,
      defaultValue: "all",
      options: SOVEREIGN,
    },
    select("status", "Status"),
    select("tier", "ClusterMAX"),
  ];
}

export default async function NeocloudsPage({ searchParams }: PageProps<"/neoclouds">) {
  const { view, asOf, dropped, href } = parseView(CloudsView, await searchParams);
  const reader = await pageReader(asOf);
  const { figures, choices } = await loadClouds(reader, view);
  const sources = await reader.sources(figures.flatMap((one) => one.sources));
  const csv = (id: string) => href(`/api/csv/neoclouds/${id}`);
  return (
    <>
      <PageHeader
        title={figures[0]?.title ?? "Neocloud fleets"}
        subtitle="Clouds that rent out AI compute: fleets, ratings, survival"
        asOf={asOf}
      />
      <DroppedNotice dropped={dropped} />
      <Controls fields={fields(view, choices)} path="/neoclouds" keep={{ asOf }} />
      <Figures figures={figures} sources={sources} asOf={asOf} csv={csv} lead />
      <SourceFooter sources={sources} methodologyHref="/data/neocloud-fleets#methodology" asOf={asOf} />
    </>
  );
}
