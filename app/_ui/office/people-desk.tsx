import Link from "next/link";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { inviteSomebody, withdraw } from "@/app/office/people/actions";
import { InviteFields } from "./invite-fields";
import type { OpenInvitation } from "@/lib/access/invitations";
import { rolesToGive } from "@/lib/access/keepers";
import type { Person } from "@/lib/access/people";
import type { Viewer } from "@/lib/access/viewer";
import { formatDay, formatInstant } from "@/lib/kernel/format";

/** How many people there are, in a title. */
export function peopleTitle(people: readonly Person[], organisation: string): string {
  const [n, off] = [people.length, people.filter((one) => one.disabledAt).length];
  return `${n} ${n === 1 ? "person" : "people"} at ${organisation}${off > 0 ? `, ${off} of them disabled` : ""}`;
}

function PersonRow(props: { person: Person; own: boolean; admin: boolean; elsewhere: number | null }) {
  const { person, own, admin, elsewhere } = props;
  const { id, name, email, role, since, disabledAt, lastSignIn, sessions } = person;
  const viewable = admin && role !== "admin" && !disabledAt;
  return (
    <tr>
      <th scope="row">
        <Link href={`/office/people/${id}${elsewhere ? `?organisation=${elsewhere}` : ""}`}>{name}</Link>
        {own ? <span className={styles.muted}> you</span> : null}
        <span className={styles.below}>{email}</span>
      </th>
      <td>{role}</td>
      <td>{disabledAt ? <span className={styles.bad}>disabled {formatDay(disabledAt)}</span> : "active"}</td>
      <td>{lastSignIn ? formatInstant(lastSignIn) : <span className={styles.muted}>never</span>}</td>
      <td className={styles.number}>{sessions || ""}</td>
      <td>{formatDay(since)}</td>
      <td>{viewable ? <Link href={`/office/people/${id}#view-as`}>View as</Link> : null}</td>
      <td>{admin ? <Link href={`/office/audit?person=${id}`}>What they did</Link> : null}</td>
    </tr>
  );
}

/**
 * The people of an organisation, in a table; `elsewhere` names one that is not the viewer's own. An admin views the site as
 * people of their own organisation alone.
 */
export function PeopleTable(props: { people: readonly Person[]; viewer: Viewer; elsewhere?: number | null }) {
  const { people, viewer, elsewhere = null } = props;
  return (
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
            <PersonRow
              key={person.id}
              person={person}
              own={person.id === viewer.personId}
              admin={viewer.role === "admin" && elsewhere === null}
              elsewhere={elsewhere}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who is invited, and a form to invite somebody. */
export function Invitations({ viewer, open }: { viewer: Viewer; open: readonly OpenInvitation[] }) {
  return (
    <section className={styles.section} aria-labelledby="invitations">
      <h2 id="invitations">Invite</h2>
      <ActionForm action={inviteSomebody} label="Invite somebody">
        <InviteFields roles={rolesToGive(viewer)} usual="subscriber" />
        <ActionButton primary>Invite</ActionButton>
      </ActionForm>
      {open.length === 0 ? <p className={styles.muted}>No invitation is open.</p> : null}
      <ul className={styles.said}>
        {open.map((one) => (
          <li key={one.id}>
            {one.email}, {one.role}{" "}
            <span className={styles.muted}>
              {one.invitedBy ? `invited by ${one.invitedBy}, ` : ""}
              {one.expired ? "expired" : `good until ${formatInstant(one.expiresAt)}`}
            </span>
            <ActionForm action={withdraw} label={`Withdraw the invitation of ${one.email}`}>
              <ActionButton name="id" value={String(one.id)}>
                Withdraw
              </ActionButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
