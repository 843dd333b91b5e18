import type { Metadata } from "next";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { Message } from "@/app/_ui/message";
import { Invitations, PeopleTable, peopleTitle } from "@/app/_ui/office/people-desk";
import { PageHeader } from "@/app/_ui/page-header";
import { listInvitations } from "@/lib/access/invitations";
import { listPeople } from "@/lib/access/people";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  await connection();
  const viewer = await requireViewer();
  const people = await orForbidden(listPeople(viewer));
  if ("forbidden" in people)
    return (
      <Message title="For admins" inside>
        <p>{people.forbidden}</p>
      </Message>
    );
  return (
    <>
      <PageHeader
        title={peopleTitle(people, viewer.organisation)}
        subtitle="Who may do what, and who was here"
        asOf={null}
      />
      <PeopleTable people={people} viewer={viewer} />
      <Invitations viewer={viewer} open={await listInvitations(viewer)} />
    </>
  );
}
