import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { parseView, type SearchParams } from "@/app/_data/view-state";
import { Message } from "@/app/_ui/message";
import { DroppedNotice } from "@/app/_ui/notice";
import { AuditFilters } from "@/app/_ui/office/audit-filters";
import { AuditTable } from "@/app/_ui/office/audit-table";
import { PageHeader } from "@/app/_ui/page-header";
import { listPeople } from "@/lib/access/people";
import { AuditFilter } from "@/lib/office/audit-filter";
import { type AuditPage, readAudit } from "@/lib/office/read-audit";

export const metadata: Metadata = { title: "Audit" };

const View = z.object({ ...AuditFilter.shape, before: z.coerce.number().int().positive().optional() });

function titleOf(page: AuditPage, area: AuditFilter["area"]): string {
  const n = area ? (page.counts.get(area) ?? 0) : [...page.counts.values()].reduce((sum, one) => sum + one, 0);
  return `${n.toLocaleString("en-US")} ${n === 1 ? "event" : "events"}`;
}

export default async function OfficeAuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection();
  const viewer = await requireViewer();
  const { view, href, dropped } = parseView(View, await searchParams);
  const { before, ...filter } = view;
  const found = await orForbidden(
    Promise.all([readAudit(viewer, filter, before ?? null), listPeople(viewer)]).then(([page, people]) => ({
      page,
      people,
    })),
  );
  if ("forbidden" in found)
    return (
      <Message title="For admins" inside>
        <p>{found.forbidden}</p>
      </Message>
    );
  const { page, people } = found;
  return (
    <>
      <PageHeader
        title={titleOf(page, filter.area)}
        subtitle={`What people at ${viewer.organisation} did; kept for good, newest first`}
        asOf={null}
      />
      <DroppedNotice dropped={dropped} />
      <AuditFilters
        filter={filter}
        people={people}
        counts={page.counts}
        exportHref={href("/api/audit", { before: null })}
        hrefOf={(area) => href("/office/audit", { area, before: null })}
      />
      <AuditTable lines={page.lines} />
      {page.next ? (
        <p>
          <Link href={href("/office/audit", { before: page.next })} prefetch={false}>
            Older
          </Link>
        </p>
      ) : null}
    </>
  );
}
