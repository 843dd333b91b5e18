import type { Metadata } from "next";
import Link from "next/link";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import { Figures } from "@/app/_ui/figures";
import { ForbiddenNotice } from "@/app/_ui/forbidden-notice";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { AssessmentView, loadAssessment } from "@/lib/dashboards/prices/load-assessment";

export const metadata: Metadata = { title: "Assessment" };

export default async function AssessmentPage({ searchParams }: PageProps<"/prices/assessment">) {
  const { view, asOf, dropped, href } = parseView(AssessmentView, await searchParams);
  const reader = await pageReader(asOf);
  const found = await orForbidden(orNotFound(loadAssessment(reader, view)));
  if ("forbidden" in found) return <ForbiddenNotice sentence={found.forbidden} />;
  const { title, subtitle, figures, parameters, hash } = found;
  const sources = await reader.sources(figures.flatMap((one) => one.sources));
  return (
    <>
      <PageHeader title={title} subtitle={subtitle} asOf={asOf} />
      <DroppedNotice dropped={dropped} />
      {figures.map((figure) => (
        <Figures
          key={figure.id}
          figures={[figure]}
          sources={sources}
          asOf={asOf}
          csv={(id) => href(`/api/csv/assessment/${id}`)}
          lead
        />
      ))}
      <details>
        <summary>
          Parameters, SHA-256 <code>{hash.slice(0, 16)}</code>
        </summary>
        <pre>{parameters}</pre>
      </details>
      <p>
        <Link href="/data/gpu-price-index#methodology">Methodology</Link>
      </p>
    </>
  );
}
