import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { logDefect } from "@/app/_auth/log-defect";
import { SignOut } from "@/app/_auth/sign-out";
import { signedInViewer } from "@/app/_auth/viewer";
import { textOf } from "@/app/_data/said";
import { EnrolForm, type Enrolled } from "@/app/_ui/account/enrol-form";
import { NarrowPage } from "@/app/_ui/shell/narrow-page";
import { beginFactor, confirmFactor, secondFactorOf } from "@/lib/access/second-factor";
import { AppError } from "@/lib/kernel/error";

export const metadata: Metadata = { title: "Second factor" };

async function confirm(_: Enrolled, form: FormData): Promise<Enrolled> {
  "use server";
  const viewer = await signedInViewer();
  if (!viewer) redirect("/login");
  try {
    return { codes: await confirmFactor(viewer, textOf(form, "code")) };
  } catch (error) {
    if (error instanceof AppError) return { words: error.message };
    return { words: `Something went wrong on our side; nothing was changed. Reference ${logDefect(error)}.` };
  }
}

export default async function SecondFactorPage() {
  await connection();
  const viewer = await signedInViewer();
  if (!viewer) redirect("/login?callbackUrl=/second-factor");
  const { since } = await secondFactorOf(viewer);
  if (since || viewer.viewedBy) redirect("/account");
  if (!viewer.proved) redirect("/prove?back=/second-factor");
  const { secret, svg } = await beginFactor(viewer);
  return (
    <NarrowPage title="Enrol a second factor">
      <p>
        {viewer.mustEnrol
          ? `${viewer.organisation} requires a second factor of everybody. Scan this with an app for one-time codes; until it is on, nothing else is open.`
          : "Scan this with an app for one-time codes, and enter the code that it shows."}
      </p>
      <EnrolForm action={confirm} svg={svg} secret={secret} after={viewer.mustEnrol ? "/" : "/account"} />
      {viewer.mustEnrol ? <SignOut /> : null}
    </NarrowPage>
  );
}
