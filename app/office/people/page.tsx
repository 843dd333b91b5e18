import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import styles from "@/app/_ui/desk/desk.module.css";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { listPeople, type Person } from "@/lib/access/people";
import { formatDay, formatInstant } from "@/lib/kernel/format";

export const metadata: Metadata = { title: "People" };

function titleOf(people: readonly Person[], organisation: string): string {
  const [n, off] = [people.length, people.filter((one) => one.disabledAt).length];
  return `${n} ${n === 1 ? "person" : "people"} at ${organisation}${off > 0 ? `, ${off} of them disabled` : ""}`;
}

function PersonRow({ person, own }: { person: Person; own: boolean }) {
  const { id, name, email, role, since, disabledAt, lastSignIn, sessions } = person;
  const viewable = role !== "admin" && !disabledAt;
  return (
    <tr>
      <th scope="row">
        <Link href={`/office/people/${id}`}>{name}</Link>
        {own ? <span className={styles.muted}> you</span> : null}
        <span className={styles.below}>{email}</span>
      </th>
      <td>{role}</td>
      <td>{disabledAt ? <span className={styles.bad}>disabled {formatDay(disabledAt)}</span> : "active"}</td>
      <td>{lastSignIn ? formatInstant(lastSignIn) : <span className={styles.muted}>never</span>}</td>
      <td className={styles.number}>{sessions || ""}</td>
      <td>{formatDay(since)}</td>
      <td>{viewable ? <Link href={`/office/people/${id}#view-as`}>View as</Link> : null}</td>
      <td>
        <Link href={`/office/audit?person=${id}`}>What they did</Link>
      </td>
    </tr>
  );
}

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
        title={titleOf(people, viewer.organisation)}
        subtitle="Who may do what, and who was here"
        asOf={null}
      />
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="People">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Role</th>
              <th scope="col">Account</th>
              <th scope="col">Last sign-in</th>
              <th scope="col" className={styles.number}>
                Sessions open
              </th>
              <th scope="col">Member since</th>
              <th scope="col">
                <span className="sr-only">View as</span>
              </th>
              <th scope="col">
                <span className="sr-only">Audit</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow key={person.id} person={person} own={person.id === viewer.personId} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
