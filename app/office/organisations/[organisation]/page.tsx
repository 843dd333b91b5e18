import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { Message } from "@/app/_ui/message";
import { PeopleTable, peopleTitle } from "@/app/_ui/office/people-desk";
import { PageHeader } from "@/app/_ui/page-header";
import { peopleAt } from "@/lib/access/people";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: PageProps<"/office/organisations/[organisation]">) {
  await connection();
  const viewer = await requireViewer();
  const { organisation: id } = await params;
  const found = await orForbidden(orNotFound(peopleAt(viewer, id)));
  if ("forbidden" in found)
    return (
      <Message title="For admins" inside>
        <p>{found.forbidden}</p>
      </Message>
    );
  return (
    <>
      <PageHeader
        title={peopleTitle(found.people, found.organisation)}
        subtitle="Who belongs to it, and who is signed in"
        asOf={null}
      >
        <p>
          <Link href="/office/organisations">All organisations</Link>
        </p>
      </PageHeader>
      <PeopleTable
        people={found.people}
        viewer={viewer}
        elsewhere={found.id === viewer.organisationId ? null : found.id}
      />
    </>
  );
}
