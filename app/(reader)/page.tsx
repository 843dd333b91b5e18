import { z } from "zod";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import { FreshnessList } from "@/app/_ui/freshness-list";
import { HeadlineStrip } from "@/app/_ui/headline-strip";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { ReleaseList } from "@/app/_ui/release-list";
import { homeTitle, loadHome } from "@/lib/dashboards/home/load";
import { datasetOf } from "@/lib/datasets/registry";

export default async function HomePage({ searchParams }: PageProps<"/">) {
  const { asOf, dropped } = parseView(z.object({}), await searchParams);
  const reader = await pageReader(asOf);
  const { headlines, releases, datasets } = await loadHome(reader);
  return (
    <>
      <PageHeader
        title={homeTitle(headlines)}
        subtitle="Headline numbers, how new each dataset is, what was published"
        asOf={asOf}
      />
      <DroppedNotice dropped={dropped} />
      <HeadlineStrip headlines={headlines} asOf={asOf} />
      <FreshnessList datasets={datasets} asOf={asOf} />
      <ReleaseList
        title="Published most recently"
        releases={releases}
        named={(slug) => datasetOf(slug).title}
        asOf={asOf}
      />
    </>
  );
}
