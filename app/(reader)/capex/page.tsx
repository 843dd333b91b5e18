import type { Metadata } from "next";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import { Controls } from "@/app/_ui/controls/controls";
import { Figures } from "@/app/_ui/figures";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { SourceFooter } from "@/app/_ui/source-footer";
import { loadCapex } from "@/lib/dashboards/capex/load";
import { CapexView } from "@/lib/dashboards/capex/view";
import { capexFields } from "./fields";
import { Members } from "./members";

export const metadata: Metadata = { title: "Capex" };

export default async function CapexPage({ searchParams }: PageProps<"/capex">) {
  const { view, defaults, asOf, dropped, href } = parseView(CapexView, await searchParams);
  const reader = await pageReader(asOf);
  const { title, subtitle, figures, choices, members } = await loadCapex(reader, view);
  const sources = await reader.sources(figures.flatMap((one) => one.sources));
  const csv = (id: string) => href(`/api/csv/capex/${id}`);
  return (
    <>
      <PageHeader title={title} subtitle={subtitle} asOf={asOf} />
      <DroppedNotice dropped={dropped} />
      <Controls fields={capexFields(view, defaults, choices)} path="/capex" keep={{ asOf }} />
      <Members members={members} hrefOf={(companies) => href("/capex", { companies })} />
      <Figures figures={figures} sources={sources} asOf={asOf} csv={csv} />
      <SourceFooter sources={sources} methodologyHref="/data/company-financials#methodology" asOf={asOf} />
    </>
  );
}
