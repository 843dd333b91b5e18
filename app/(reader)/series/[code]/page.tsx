import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { pageReader } from "@/app/_data/reader";
import { orNotFound } from "@/app/_data/or-not-found";
import { parseView } from "@/app/_data/view-state";
import { Figures } from "@/app/_ui/figures";
import { ForbiddenNotice } from "@/app/_ui/forbidden-notice";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { SourceFooter } from "@/app/_ui/source-footer";
import { loadSeries } from "@/lib/dashboards/series/load";
import { SeriesView } from "@/lib/dashboards/series/view";
import { orForbidden } from "@/app/_data/or-forbidden";
import { plainParam } from "@/app/_data/plain-param";

export const metadata: Metadata = { title: "Series" };

export default async function SeriesPage({ params, searchParams }: PageProps<"/series/[code]">) {
  const code = plainParam((await params).code);
  const { view, asOf, dropped, href } = parseView(SeriesView, await searchParams);
  const reader = await pageReader(asOf);
  const model = await orForbidden(orNotFound(loadSeries(reader, code, view.period || null)));
  if ("forbidden" in model) return <ForbiddenNotice sentence={model.forbidden} />;
  const { series, dataset, figures } = model;
  if (series.code !== code) redirect(href(`/series/${series.code}`));
  const sources = await reader.sources(figures.flatMap((one) => one.sources));
  const csv = (id: string) => href(`/api/csv/series/${id}`, { code: series.code });
  return (
    <>
      <PageHeader title={series.title} subtitle={`${dataset.title}; ${series.unit}; ${series.code}`} asOf={asOf}>
        <p>
          <Link href={hrefTo(dataset.slug, asOf)}>{dataset.title}</Link>
        </p>
      </PageHeader>
      <DroppedNotice dropped={dropped} />
      <Figures figures={figures} sources={sources} asOf={asOf} csv={csv} lead />
      <SourceFooter sources={sources} methodologyHref={`/data/${dataset.slug}#methodology`} asOf={asOf} />
    </>
  );
}

const hrefTo = (slug: string, asOf: string | null): string => `/data/${slug}${asOf ? `?asOf=${asOf}` : ""}`;
