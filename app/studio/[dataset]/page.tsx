import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { parseView } from "@/app/_data/view-state";
import frame from "@/app/_ui/grid/frame.module.css";
import { DayWindowLine } from "@/app/_ui/grid/day-window-line";
import { GridControls } from "@/app/_ui/grid/grid-controls";
import { StudioGrid } from "@/app/_ui/grid/studio-grid";
import { Message } from "@/app/_ui/message";
import { DroppedNotice } from "@/app/_ui/notice";
import { WaitingDrafts } from "@/app/_ui/studio/waiting-drafts";
import { datasetOf } from "@/lib/datasets/registry";
import { gridView, gridViewSchema } from "@/lib/studio/grid/grid-view";
import { openGrid } from "@/lib/studio/grid/open-grid";

export async function generateMetadata({ params }: PageProps<"/studio/[dataset]">): Promise<Metadata> {
  const { dataset: slug } = await params;
  const dataset = await orNotFound(Promise.resolve().then(() => datasetOf(slug)));
  return { title: `${dataset.title}, grid` };
}

export default async function GridPage({ params, searchParams }: PageProps<"/studio/[dataset]">) {
  await connection();
  const { dataset: slug } = await params;
  const dataset = await orNotFound(Promise.resolve().then(() => datasetOf(slug)));
  const viewer = await requireViewer();
  const { view, defaults, dropped, href: to } = parseView(gridViewSchema(dataset), await searchParams);
  const asked = gridView(dataset, view);
  const grid = await orNotFound(orForbidden(openGrid(viewer, asked)));
  if ("forbidden" in grid)
    return (
      <Message title="For analysts" inside>
        <p>{grid.forbidden}</p>
      </Message>
    );
  const href = (change: Record<string, string>) => to(`/studio/${slug}`, change);
  const { first, filters, headers, sorts, periods, usual, locked, definition, today, waiting, window } = grid;
  return (
    <div className={frame.page}>
      <div className={frame.top}>
        <h1>
          {dataset.title}: {first.total.toLocaleString("en-US")} series to edit
        </h1>
        <p className={frame.links}>
          {Object.keys(dataset.measures).length === 1 ? (
            <span>{dataset.measures[asked.query.measure]?.label ?? ""}</span>
          ) : null}
          {["import", "events", "settings"].map((page) => (
            <Link key={page} href={`/studio/${slug}/${page}`} prefetch={false}>
              {page}
            </Link>
          ))}
          <Link href={`/data/${slug}`} prefetch={false}>
            as readers see it
          </Link>
        </p>
        <GridControls
          path={`/studio/${slug}`}
          draft={view["draft"] ?? ""}
          view={view}
          defaults={defaults}
          measures={Object.entries(dataset.measures).map(([value, { label }]) => ({ value, label }))}
          filters={filters}
          sorts={sorts}
          periods={periods}
        />
      </div>
      <DroppedNotice dropped={dropped} />
      {window ? (
        <DayWindowLine window={window} columns={first.columns} href={(from) => href({ from, to: "" })} />
      ) : null}
      <WaitingDrafts drafts={waiting} dataset={slug} />
      <StudioGrid
        key={JSON.stringify(asked)}
        dataset={definition}
        query={{ ...asked.query, draft: first.draft?.id ?? null }}
        first={first}
        person={viewer.personId}
        usual={usual}
        locked={locked}
        today={today}
        headers={headers}
        address={{ path: `/studio/${slug}`, view, defaults, filters }}
      />
    </div>
  );
}
