import type { Metadata } from "next";
import Link from "next/link";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import { Controls } from "@/app/_ui/controls/controls";
import { Figures } from "@/app/_ui/figures";
import { HeadlineStrip } from "@/app/_ui/headline-strip";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { SourceFooter } from "@/app/_ui/source-footer";
import { loadPrices } from "@/lib/dashboards/prices/load";
import { PricesView } from "@/lib/dashboards/prices/view";
import { priceFields } from "./fields";

export const metadata: Metadata = { title: "GPU rental prices" };

export default async function PricesPage({ searchParams }: PageProps<"/prices">) {
  const { view, defaults, asOf, dropped, href } = parseView(PricesView, await searchParams);
  const reader = await pageReader(asOf);
  const { title, subtitle, headlines, charts, tables, figures, choices } = await loadPrices(reader, view);
  const sources = await reader.sources(figures.flatMap((one) => one.sources));
  const forbidden = charts.some((one) => one.forbidden);
  const csv = (id: string) => href(`/api/csv/prices/${id}`);
  return (
    <>
      <PageHeader title={title} subtitle={subtitle} asOf={asOf}>
        {forbidden ? null : (
          <p>
            <Link href="/data/gpu-price-index#methodology">How a level is made, and what changed in its method</Link>
          </p>
        )}
      </PageHeader>
      <DroppedNotice dropped={dropped} />
      {headlines.length > 0 ? <HeadlineStrip headlines={headlines} asOf={asOf} /> : null}
      {forbidden ? null : <Controls fields={priceFields(view, defaults, choices)} path="/prices" keep={{ asOf }} />}
      <Figures figures={charts} sources={sources} asOf={asOf} csv={csv} lead={charts.length % 2 === 1} />
      {tables.map((figure) => (
        <Figures key={figure.id} figures={[figure]} sources={sources} asOf={asOf} csv={csv} lead />
      ))}
      <SourceFooter sources={sources} methodologyHref="/data/gpu-prices#methodology" asOf={asOf} />
    </>
  );
}
