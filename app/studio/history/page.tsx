import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { answerWith } from "@/app/_data/answer-status";
import { ForAnalysts } from "@/app/_ui/catalogue/for-analysts";
import { holds } from "@/lib/access/entitlement";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { parseView, type SearchParams } from "@/app/_data/view-state";
import { Message } from "@/app/_ui/message";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { DraftHistoryTable } from "@/app/_ui/studio/draft-history-table";
import { draftSubject, workHref } from "@/app/_ui/studio/draft-names";
import { EntityHistoryTable } from "@/app/_ui/studio/entity-history-table";
import { HistoryTable } from "@/app/_ui/studio/history-table";
import { RestoreLostForm } from "@/app/_ui/studio/restore-form";
import type { Viewer } from "@/lib/access/viewer";
import { EntityKind } from "@/lib/entities/kinds";
import { Day, periodLabel } from "@/lib/kernel/period";
import { draftHistory } from "@/lib/studio/history/draft-steps";
import { entityHistory } from "@/lib/studio/history/entity-history";
import { HistoryQuery, readHistory } from "@/lib/studio/history/read-history";

export const metadata: Metadata = { title: "History" };

const ENTITY = new RegExp(`^(${EntityKind.options.join("|")})/[^/]+$`);
const View = z.object({
  series: z.string().min(1).max(300).optional(),
  period: Day.optional(),
  entity: z.string().max(250).regex(ENTITY).optional(),
  draft: z.coerce.number().int().positive().optional(),
  before: z.string().max(200).optional(),
});
type View = z.infer<typeof View>;
type Href = (before: string | number) => string;

const Older = ({ next, href }: { next: string | number | null; href: Href }) =>
  next === null ? null : (
    <p>
      <Link href={href(next)} prefetch={false}>
        Older
      </Link>
    </p>
  );

async function OfSeries({ viewer, view, series, href }: { viewer: Viewer; view: View; series: string; href: Href }) {
  const { period, before } = view;
  const from = HistoryQuery.shape.before.safeParse(before);
  const query = { series, ...(period ? { period } : {}), ...(from.data ? { before: from.data } : {}) };
  const { place, events, next, withdrawn } = await orNotFound(readHistory(viewer, query));
  const writes = viewer.viewedBy === null;
  return (
    <>
      <PageHeader
        title={period ? `${place.title}, ${periodLabel(period, place.frequency)}` : place.title}
        subtitle={`History; ${draftSubject(place.dataset)}`}
        asOf={null}
      >
        <p>
          <code>{place.code}</code>
        </p>
        <p>
          <Link href={workHref(place.dataset)} prefetch={false}>
            Grid
          </Link>
          {place.id === null ? null : (
            <>
              {" · "}
              <Link href={`/series/${place.code}`} prefetch={false}>
                Series
              </Link>
            </>
          )}
          {period ? (
            <>
              {" · "}
              <Link href={`/studio/history?series=${place.code}`} prefetch={false}>
                History of the whole series
              </Link>
            </>
          ) : null}
        </p>
      </PageHeader>
      {writes ? <RestoreLostForm series={place.code} period={period} withdrawn={withdrawn} /> : null}
      <HistoryTable events={events} place={place} restorable={writes} />
      <Older next={next} href={href} />
    </>
  );
}

async function OfEntity({ viewer, entity }: { viewer: Viewer; entity: string }) {
  const [kind = "", ...slug] = entity.split("/");
  const query = { kind: EntityKind.parse(kind), slug: slug.join("/") };
  const { name, events } = await orNotFound(entityHistory(viewer, query));
  return (
    <>
      <PageHeader title={name} subtitle={`History; ${query.kind}; ${query.slug}`} asOf={null}>
        <p>
          <Link href={`/studio/entities/${entity}`} prefetch={false}>
            Entity
          </Link>
        </p>
      </PageHeader>
      <EntityHistoryTable events={events} />
    </>
  );
}

async function OfDraft({
  viewer,
  id,
  before,
  href,
}: {
  viewer: Viewer;
  id: number;
  before: string | undefined;
  href: Href;
}) {
  const from = before && /^\d{1,15}$/.test(before) ? { before: Number(before) } : {};
  const { draft, steps, next } = await orNotFound(draftHistory(viewer, { draft: id, ...from }));
  return (
    <>
      <PageHeader
        title={`Steps of draft ${id}: ${draftSubject(draft.dataset)}`}
        subtitle={`By ${draft.author}; ${draft.state}`}
        asOf={null}
      >
        <p>
          <Link href={`/studio/drafts/${id}`} prefetch={false}>
            Draft
          </Link>{" "}
          ·{" "}
          <Link href={workHref(draft.dataset)} prefetch={false}>
            Grid
          </Link>
        </p>
      </PageHeader>
      <DraftHistoryTable steps={steps} />
      <Older next={next} href={href} />
    </>
  );
}

function part(viewer: Viewer, view: View, href: Href): Promise<ReactNode> | null {
  if (view.series) return OfSeries({ viewer, view, series: view.series, href });
  if (view.entity) return OfEntity({ viewer, entity: view.entity });
  if (view.draft) return OfDraft({ viewer, id: view.draft, before: view.before, href });
  return null;
}

export default async function HistoryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection();
  const viewer = await requireViewer();
  const { view, href, dropped } = parseView(View, await searchParams);
  if (!holds(viewer, "analyst")) {
    answerWith(403);
    return <ForAnalysts words="The history of values and drafts needs the role analyst." />;
  }
  const shown = part(viewer, view, (before) => href("/studio/history", { before }));
  if (shown === null)
    return (
      <Message title="The history of what?" inside>
        <p>Open it from a cell of a grid, from a draft, or from an entity.</p>
        <DroppedNotice dropped={dropped} />
      </Message>
    );
  const content = await orForbidden(shown.then((node) => ({ node })));
  if ("forbidden" in content)
    return (
      <Message title="For analysts" inside>
        <p>{content.forbidden}</p>
      </Message>
    );
  return (
    <>
      {content.node}
      <DroppedNotice dropped={dropped} />
    </>
  );
}
