import type { Metadata } from "next";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import { Controls, type Field } from "@/app/_ui/controls/controls";
import { Figures } from "@/app/_ui/figures";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { SourceFooter } from "@/app/_ui/source-footer";
import { type HbmModel, loadHbm } from "@/lib/dashboards/hbm/load";
import { HbmView } from "@/lib/dashboards/hbm/view";

export const metadata: Metadata = { title: "HBM share by supplier" };

const LABELS = { basis: "Basis", generation: "Generation", customer: "Customer", publisher: "Publisher" } as const;

function fields(view: HbmView, choices: HbmModel["choices"]): Field[] {
  const keys = ["basis", "generation", "customer", "publisher"] as const;
  return keys.map((name) => ({
    kind: "select",
    name,
    label: LABELS[name],
    value: view[name],
    defaultValue: "all",
    options: choices[name],
  }));
}

export default async function HbmPage({ searchParams }: PageProps<"/hbm">) {
  const { view, asOf, dropped, href } = parseView(HbmView, await searchParams);
  const reader = await pageReader(asOf);
  const model = await loadHbm(reader, view);
  const sources = await reader.sources(model.figures.flatMap((one) => one.sources));
  const csv = (id: string) => href(`/api/csv/hbm/${id}`);
  return (
    <>
      <PageHeader
        title={model.title}
        subtitle="High-bandwidth memory: share, market, qualification and cost"
        asOf={asOf}
      />
      <DroppedNotice dropped={dropped} />
      <Controls fields={fields(view, model.choices)} path="/hbm" keep={{ asOf }} />
      <Figures figures={model.figures} sources={sources} asOf={asOf} csv={csv} />
      <SourceFooter sources={sources} methodologyHref="/data/hbm-share#methodology" asOf={asOf} />
    </>
  );
}
