import Link from "next/link";
import { asOfHref } from "@/app/_ui/shell/as-of-href";
import { answerWith } from "@/app/_data/answer-status";
import { pageReader } from "@/app/_data/reader";
import { orNotFound } from "@/app/_data/or-not-found";
import { parseView } from "@/app/_data/view-state";
import { Controls, type Field } from "@/app/_ui/controls/controls";
import styles from "@/app/_ui/editions/editions.module.css";
import { Figures } from "@/app/_ui/figures";
import { Methodology } from "@/app/_ui/methodology";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { ReleaseList } from "@/app/_ui/release-list";
import { SourceFooter } from "@/app/_ui/source-footer";
import { TeaserPage } from "@/app/_ui/teaser";
import { readTeaser } from "@/lib/access/teaser";
import { type FilterChoice, loadDataset } from "@/lib/dashboards/dataset/load";
import { type DatasetView, datasetView, datasetViewSchema } from "@/lib/dashboards/dataset/view";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { datasetOf } from "@/lib/datasets/registry";

const ROWS = [
  { value: "latest", label: "Newest of each series" },
  { value: "all", label: "Every period" },
];

function fields(dataset: DatasetDefinition, view: DatasetView, filters: readonly FilterChoice[]): Field[] {
  const { chart } = dataset.view;
  const measures = Object.entries(dataset.measures).map(([value, { label }]) => ({ value, label }));
  const measure: Field = {
    kind: "select",
    name: "measure",
    label: "Measure",
    value: view.measure,
    defaultValue: chart.measure,
    options: measures,
  };
  const rows: Field = {
    kind: "segmented",
    name: "rows",
    label: "Table",
    value: view.rows,
    defaultValue: "latest",
    options: ROWS,
  };
  const selects = filters.map(({ key, label, value, options }): Field => {
    return { kind: "select", name: key, label, value, defaultValue: chart.where[key] ?? "all", options };
  });
  return [...(measures.length > 1 ? [measure] : []), ...selects, rows];
}

export default async function DatasetPage({ params, searchParams }: PageProps<"/data/[dataset]">) {
  const { dataset: slug } = await params;
  const dataset = await orNotFound(Promise.resolve().then(() => datasetOf(slug)));
  const { view: accepted, asOf, dropped, href } = parseView(datasetViewSchema(dataset), await searchParams);
  const reader = await pageReader(asOf);
  if (!reader.may(slug)) {
    answerWith(403);
    return <TeaserPage teaser={await readTeaser(reader.viewer, slug)} organisation={reader.viewer.organisation} />;
  }
  const view = datasetView(dataset, accepted);
  const { figures, filters } = await loadDataset(reader, dataset, view);
  const sources = await reader.sources(figures.flatMap((one) => one.sources));
  const releases = await reader.releases({ dataset: slug, limit: 10 });
  return (
    <>
      <PageHeader
        title={figures[0]?.title ?? dataset.title}
        subtitle={dataset.description.replace(/\.$/, "")}
        asOf={asOf}
      >
        <p className={styles.crumbs}>
          <Link href={asOfHref(`/data/${slug}/editions`, asOf)}>Editions</Link>
          <Link href={asOfHref(`/calendar?dataset=${slug}`, asOf)}>Release calendar</Link>
          <Link href={asOfHref(`/feeds?dataset=${slug}`, asOf)}>Revisions, corrections and method changes</Link>
        </p>
      </PageHeader>
      <DroppedNotice dropped={dropped} />
      <Controls fields={fields(dataset, view, filters)} path={`/data/${slug}`} keep={{ asOf }} />
      <Figures
        figures={figures}
        sources={sources}
        asOf={asOf}
        csv={(id) => href(`/api/csv/data/${id}`, { dataset: slug })}
        lead
      />
      <ReleaseList title="Revisions" releases={releases} delayDays={reader.delayDays(slug)} asOf={asOf} />
      <Methodology dataset={dataset} />
      <SourceFooter sources={sources} methodologyHref={`/data/${slug}#methodology`} asOf={asOf} />
    </>
  );
}
