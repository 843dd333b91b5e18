import type { Metadata } from "next";
import Link from "next/link";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import { PageHeader } from "@/app/_ui/page-header";
import styles from "@/app/_ui/account.module.css";
import desk from "@/app/_ui/desk/desk.module.css";
import { endOtherSessions, endSession, sessionsOf } from "@/lib/access/here";
import { datasets } from "@/lib/datasets/registry";
import { leaveOrganisation } from "@/lib/access/leave";
import { changePassword } from "@/lib/access/change-password";
import { entitledTo, holds } from "@/lib/access/entitlement";
import { removeFactor, renewRecoveryCodes, secondFactorOf } from "@/lib/access/second-factor";
import { formatInstant } from "@/lib/kernel/format";

export const metadata: Metadata = { title: "Account" };

async function end(_: Said, form: FormData): Promise<Said> {
  "use server";
  const viewer = await requireViewer();
  return said(async () => {
    const which = textOf(form, "session");
    if (which === "others") await endOtherSessions(viewer);
    else await endSession(viewer, which);
    revalidatePath("/account");
    return "Signed out there.";
  });
}

async function change(_: Said, form: FormData): Promise<Said> {
  "use server";
  const viewer = await requireViewer();
  return said(() => changePassword(viewer, { old: textOf(form, "old"), fresh: textOf(form, "fresh") }));
}

async function leave(_: Said, form: FormData): Promise<Said> {
  "use server";
  const viewer = await requireViewer();
  const done = await said(async () => {
    await leaveOrganisation(viewer, { sure: textOf(form, "sure") === "on" });
    return "You have left.";
  });
  if (done?.ok) redirect("/login");
  return done;
}

async function changeFactor(_: Said, form: FormData): Promise<Said> {
  "use server";
  const viewer = await requireViewer();
  return said(async () => {
    if (textOf(form, "what") === "codes")
      return `Keep these; each lets you in once, and they are not shown again: ${(await renewRecoveryCodes(viewer)).join("  ")}`;
    await removeFactor(viewer);
    revalidatePath("/account");
    return "Your second factor is removed: the password alone lets you in.";
  });
}

export default async function AccountPage() {
  const viewer = await requireViewer();
  const [sessions, factor] = await Promise.all([sessionsOf(viewer), secondFactorOf(viewer)]);
  return (
    <>
      <PageHeader
        title={viewer.name}
        subtitle={`${viewer.email}; ${viewer.role} at ${viewer.organisation}`}
        asOf={null}
      />
      <section className={styles.section} aria-labelledby="subscription">
        <h2 id="subscription">What {viewer.organisation} subscribes to</h2>
        <ul>
          {datasets().map((dataset) => {
            const right = entitledTo(viewer, dataset.slug);
            const words = !right.allowed
              ? "not included"
              : right.delayDays > 0
                ? `held back by ${right.delayDays} ${right.delayDays === 1 ? "day" : "days"}`
                : "in full";
            return (
              <li key={dataset.slug}>
                <span>{dataset.title}</span> <span className={styles.muted}>{words}</span>
              </li>
            );
          })}
        </ul>
      </section>
      <section className={styles.section} aria-labelledby="password">
        <h2 id="password">Password</h2>
        <ActionForm action={change} label="Change the password">
          <input type="hidden" name="username" autoComplete="username" value={viewer.email} readOnly />
          <label className={desk.field}>
            <span>Old password</span>
            <input name="old" type="password" autoComplete="current-password" required maxLength={200} />
          </label>
          <label className={desk.field}>
            <span>New password</span>
            <input name="fresh" type="password" autoComplete="new-password" required minLength={8} maxLength={200} />
          </label>
          <ActionButton>Change password</ActionButton>
        </ActionForm>
      </section>
      <section className={styles.section} aria-labelledby="factor">
        <h2 id="factor">Second factor</h2>
        {factor.since ? (
          <>
            <p>
              On since {formatInstant(factor.since)}; {factor.codes} recovery{" "}
              {factor.codes === 1 ? "code is" : "codes are"} left.
            </p>
            <ActionForm action={changeFactor} label="Second factor">
              <ActionButton name="what" value="codes">
                New recovery codes
              </ActionButton>
              <ActionButton name="what" value="remove">
                Remove it
              </ActionButton>
            </ActionForm>
          </>
        ) : (
          <p>
            Off. <Link href="/second-factor">Enrol one</Link>: a code of your telephone is then asked for beside the
            password.
          </p>
        )}
      </section>
      {holds(viewer, "manager") ? (
        <section className={styles.section} aria-labelledby="organisation">
          <h2 id="organisation">{viewer.organisation}</h2>
          <p>
            <Link href="/account/organisation">People and invitations</Link>
          </p>
        </section>
      ) : null}
      <section className={styles.section} aria-labelledby="leave">
        <h2 id="leave">Leave {viewer.organisation}</h2>
        <ActionForm action={leave} label={`Leave ${viewer.organisation}`}>
          <label>
            <input type="checkbox" name="sure" required /> I am sure: I am signed out everywhere, and only an invitation
            lets me in again
          </label>
          <ActionButton>Leave</ActionButton>
        </ActionForm>
      </section>
      <section className={styles.section} aria-labelledby="sessions">
        <h2 id="sessions">Where you are signed in</h2>
        <ul>
          {sessions.map((one) => (
            <li key={one.id}>
              <span>
                {one.userAgent ?? "unknown browser"}
                {one.id === viewer.sessionId ? " (this one)" : ""}
              </span>{" "}
              <span className={styles.muted}>
                since {formatInstant(one.openedAt)}, last used {formatInstant(one.seenAt)}
              </span>
              <ActionForm action={end}>
                <ActionButton name="session" value={one.id}>
                  Sign out
                </ActionButton>
              </ActionForm>
            </li>
          ))}
        </ul>
        <ActionForm action={end}>
          <ActionButton name="session" value="others">
            Sign out everywhere else
          </ActionButton>
        </ActionForm>
      </section>
    </>
  );
}
