import { redirect } from "next/navigation";
import { pageReader } from "@/app/_data/reader";
import { orNotFound } from "@/app/_data/or-not-found";
import { parseView } from "@/app/_data/view-state";
import { Controls } from "@/app/_ui/controls/controls";
import { EntityFacts } from "@/app/_ui/entity-facts";
import { Figures } from "@/app/_ui/figures";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { SourceFooter } from "@/app/_ui/source-footer";
import { loadCloud } from "@/lib/dashboards/neoclouds/load-cloud";
import { CloudView } from "@/lib/dashboards/neoclouds/view";

const MEASURES = [
  { value: "power", label: "MW" },
  { value: "gpus", label: "GPUs" },
];

export default async function CloudPage({ params, searchParams }: PageProps<"/neoclouds/[cloud]">) {
  const { cloud: slug } = await params;
  const { view, asOf, dropped, href } = parseView(CloudView, await searchParams);
  const reader = await pageReader(asOf);
  const { cloud, figures } = await orNotFound(loadCloud(reader, slug, view));
  if (cloud.slug !== slug) redirect(href(`/neoclouds/${cloud.slug}`));
  const own = cloud.source ? [cloud.source] : [];
  const sources = await reader.sources([...own, ...figures.flatMap((one) => one.sources)]);
  const csv = (id: string) => href(`/api/csv/cloud/${id}`, { cloud: slug });
  return (
    <>
      <PageHeader title={cloud.name} subtitle="Fleet, contracts, financials and ratings" asOf={asOf} />
      <DroppedNotice dropped={dropped} />
      <EntityFacts entity={cloud} sources={sources} />
      <Controls
        fields={[
          {
            kind: "segmented",
            name: "measure",
            label: "Fleet in",
            value: view.measure,
            defaultValue: "power",
            options: MEASURES,
          },
        ]}
        path={`/neoclouds/${slug}`}
        keep={{ asOf }}
      />
      <Figures figures={figures} sources={sources} asOf={asOf} csv={csv} lead />
      <SourceFooter sources={sources} methodologyHref="/data/neocloud-fleets#methodology" asOf={asOf} />
    </>
  );
}
