import type { Metadata } from "next";
import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import { PageHeader } from "@/app/_ui/page-header";
import styles from "@/app/_ui/account.module.css";
import { endOtherSessions, endSession, sessionsOf } from "@/lib/access/here";
import { datasets } from "@/lib/datasets/registry";
import { entitledTo } from "@/lib/access/entitlement";
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

export default async function AccountPage() {
  const viewer = await requireViewer();
  const sessions = await sessionsOf(viewer);
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
      <section className={styles.section} aria-labelledby="sessions">
        <h2 id="sessions">Where you are signed in</h2>
        <ul>
          {sessions.map((one) => (
            <li key={one.id}>
              <span>
                {one.userAgent ?? "unknown browser"}
                {one.id === viewer.sessionId ? " (this one)" : ""}
              </span>{" "}
              <span className={styles.muted}>since {formatInstant(one.openedAt)}</span>
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
