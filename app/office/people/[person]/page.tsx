import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import styles from "@/app/_ui/desk/desk.module.css";
import { Message } from "@/app/_ui/message";
import { AccountForm, RoleForm, SignInHelp, ViewAsForm } from "@/app/_ui/office/person-forms";
import { PageHeader } from "@/app/_ui/page-header";
import { rolesToGive } from "@/lib/access/keepers";
import { readPerson } from "@/lib/access/people";
import { VIEWING_MINUTES } from "@/lib/access/view-as";
import { formatDay, formatInstant } from "@/lib/kernel/format";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params, searchParams }: PageProps<"/office/people/[person]">) {
  await connection();
  const viewer = await requireViewer();
  const asked = { id: (await params).person, organisation: (await searchParams)["organisation"] };
  const found = await orForbidden(orNotFound(readPerson(viewer, asked)));
  if ("forbidden" in found)
    return (
      <Message title="For admins" inside>
        <p>{found.forbidden}</p>
      </Message>
    );
  const { person, sessions, place, elsewhere } = found;
  const organisation = place.id;
  const own = person.id === viewer.personId;
  return (
    <>
      <PageHeader
        title={person.name}
        subtitle={`${person.email}; ${person.role} at ${place.name} since ${formatDay(person.since)}`}
        asOf={null}
      >
        <p>
          {elsewhere ? (
            <Link href={`/office/organisations/${place.id}`}>{place.name}</Link>
          ) : viewer.role === "admin" ? (
            <Link href="/office/people">All people</Link>
          ) : (
            <Link href="/account/organisation">{place.name}</Link>
          )}
          {viewer.role === "admin" && !elsewhere ? (
            <>
              {" "}
              · <Link href={`/office/audit?person=${person.id}`}>What they did</Link> ·{" "}
              <Link href={`/office/audit?text=${person.id}`}>What was done about them</Link>
            </>
          ) : null}
        </p>
      </PageHeader>
      {viewer.role !== "admin" || elsewhere ? null : (
        <section className={styles.section} aria-labelledby="view-as">
          <h2 id="view-as">View as</h2>
          <p className={styles.muted}>
            You see every page as {person.name} sees it, for {VIEWING_MINUTES} minutes or until you stop. Nothing can be
            changed or exported meanwhile, and the audit says that it was you.
          </p>
          <ViewAsForm person={person} />
        </section>
      )}
      {own ? (
        <p className={styles.muted}>
          Nobody changes their own role or account:{" "}
          {viewer.role === "admin" ? "another admin" : "another manager, or an admin,"} does.
        </p>
      ) : (
        <>
          <section className={styles.section} aria-labelledby="role">
            <h2 id="role">Role</h2>
            <RoleForm person={person} organisation={organisation} roles={rolesToGive(viewer)} />
          </section>
          <section className={styles.section} aria-labelledby="account">
            <h2 id="account">Account</h2>
            <p className={styles.muted}>
              {person.disabledAt
                ? `Disabled since ${formatInstant(person.disabledAt)}.`
                : "Disabling signs the person out everywhere, at once; removing does so too, and only an invitation lets them in again. What they wrote stays."}
            </p>
            <AccountForm person={person} organisation={organisation} />
          </section>
          <section className={styles.section} aria-labelledby="help">
            <h2 id="help">Signing in</h2>
            <p className={styles.muted}>
              A password link is shown to you once, works once and for a day; using it ends every session of theirs.
            </p>
            <SignInHelp person={person} organisation={organisation} />
          </section>
        </>
      )}
      <section className={styles.section} aria-labelledby="sessions">
        <h2 id="sessions">Where they are signed in</h2>
        {sessions.length === 0 ? <p className={styles.muted}>Nowhere.</p> : null}
        <ul className={styles.said}>
          {sessions.map((one) => (
            <li key={one.id}>
              {one.userAgent ?? "unknown browser"},{" "}
              <span className={styles.muted}>
                since {formatInstant(one.openedAt)}, last used {formatInstant(one.seenAt)}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
