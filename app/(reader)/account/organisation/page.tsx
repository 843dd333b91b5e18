import type { Metadata } from "next";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { Message } from "@/app/_ui/message";
import { Invitations, PeopleTable, peopleTitle } from "@/app/_ui/office/people-desk";
import { UsageSection } from "@/app/_ui/office/usage-table";
import { PageHeader } from "@/app/_ui/page-header";
import { listInvitations } from "@/lib/access/invitations";
import { readUsage } from "@/lib/access/usage";
import { listPeople } from "@/lib/access/people";

export const metadata: Metadata = { title: "Organisation" };

export default async function OrganisationPage() {
  await connection();
  const viewer = await requireViewer();
  const people = await orForbidden(listPeople(viewer));
  if ("forbidden" in people)
    return (
      <Message title="For managers" inside>
        <p>
          {people.forbidden} Your manager looks after who belongs to {viewer.organisation}.
        </p>
      </Message>
    );
  return (
    <>
      <PageHeader
        title={peopleTitle(people, viewer.organisation)}
        subtitle="Who belongs to your organisation"
        asOf={null}
      />
      <PeopleTable people={people} viewer={viewer} />
      <Invitations viewer={viewer} open={await listInvitations(viewer)} />
      <UsageSection lines={await readUsage(viewer, {})} href="/api/usage" />
    </>
  );
}
