import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Suspense } from "react";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import styles from "@/app/_ui/desk/desk.module.css";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { BlastRadius } from "@/app/_ui/studio/blast-radius";
import { DiscardDialog, DiscardSection } from "@/app/_ui/studio/discard-draft";
import { DraftChecks } from "@/app/_ui/studio/draft-checks";
import { DraftComments } from "@/app/_ui/studio/draft-comments";
import { DraftDiff } from "@/app/_ui/studio/draft-diff";
import { DraftFacts } from "@/app/_ui/studio/draft-facts";
import { DraftItems } from "@/app/_ui/studio/draft-items";
import own from "@/app/_ui/studio/draft-page.module.css";
import { DraftQuestions } from "@/app/_ui/studio/draft-questions";
import { DraftSteps } from "@/app/_ui/studio/draft-steps";
import { DraftTimeline } from "@/app/_ui/studio/draft-timeline";
import { draftTitle } from "@/app/_ui/studio/draft-title";
import { RestoreNotice } from "@/app/_ui/studio/restore-draft";
import { usualMoment } from "@/app/_ui/studio/usual-moment";
import { now } from "@/lib/kernel/clock";
import { Day } from "@/lib/kernel/period";
import { zones } from "@/lib/kernel/zoned";
import { readDraftPage } from "@/lib/studio/desk/read-draft-page";
import { isSettled } from "@/lib/studio/drafts/draft";
import { GroupBy } from "@/lib/studio/drafts/group-draft";

export const metadata: Metadata = { title: "Draft" };

const Id = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);

const Query = z.object({
  from: z.coerce.number().int().min(0).catch(0),
  series: z.string().max(300).optional().catch(undefined),
  period: Day.optional().catch(undefined),
  radius: z.string().optional().catch(undefined),
  by: GroupBy.catch("series"),
  open: z.string().max(500).optional().catch(undefined),
  skip: z.coerce.number().int().min(0).catch(0),
  ask: z.enum(["discard"]).optional().catch(undefined),
});

export default async function DraftPage({ params, searchParams }: PageProps<"/studio/drafts/[draft]">) {
  await connection();
  const viewer = await requireViewer();
  const id = Id.safeParse((await params).draft);
  if (!id.success) notFound();
  const { from, series, period, radius, by, open: group, skip, ask } = Query.parse(await searchParams);
  const about = series && period ? { series, period } : null;
  const asked = { draft: id.data, by, offset: from, skip, ...(group ? { open: group } : {}) };
  const found = await orNotFound(
    orForbidden(readDraftPage(viewer, { ...asked, ...(ask ? { asks: ask } : {}), ...(about ? { about } : {}) })),
  );
  if ("forbidden" in found)
    return (
      <Message title="For analysts" inside>
        <p>{found.forbidden}</p>
      </Message>
    );
  const { draft, diff, grouped, findings, questions, answers, names, events, comments, colleagues, items, sources } =
    found;
  const { approvalRefused, usual, loss, openBeside, merges } = found;
  const mine = draft.authorId === viewer.personId;
  const acts = viewer.viewedBy === null;
  const open = !isSettled(draft.state);
  const mayEdit = acts && mine && draft.state === "draft";
  const blocking = findings.filter((one) => one.blocking).length;
  const said = new Map<string, number>();
  for (const one of comments)
    if (one.series) said.set(`${one.series} ${one.period}`, (said.get(`${one.series} ${one.period}`) ?? 0) + 1);
  const rehearsed = <BlastRadius viewer={viewer} draft={draft.id} />;
  return (
    <>
      <PageHeader title={draftTitle(draft, diff)} subtitle={`By ${draft.author}`} asOf={null} />
      {draft.state === "discarded" ? <RestoreNotice draft={draft} openBeside={openBeside} mine={mine && acts} /> : null}
      {ask === "discard" && mayEdit ? <DiscardDialog draft={draft} loss={loss} /> : null}
      <DraftFacts draft={draft} diff={diff} events={events} mine={mine} acts={acts} />
      {acts ? (
        <DraftSteps
          draft={draft}
          mine={mine}
          approvalRefused={approvalRefused}
          blocking={blocking}
          unanswered={questions.filter((one) => one.answer === null).length}
          zones={zones()}
          usual={usualMoment(usual, now())}
        />
      ) : null}
      {open ? (
        <DraftQuestions
          draft={draft}
          questions={questions}
          names={names}
          mayAnswer={acts && draft.state === "in review" && approvalRefused === null}
        />
      ) : null}
      {open ? <DraftChecks draft={draft} findings={findings} lines={diff.lines} names={names} /> : null}
      <DraftDiff draft={draft} diff={diff} grouped={grouped} offset={from} skip={skip} said={said} mayEdit={mayEdit} />
      <DraftItems draft={draft.id} items={items} sources={sources} merges={merges} mayEdit={mayEdit} />
      {open ? (
        <section className={styles.section} aria-labelledby="radius">
          <h2 id="radius">What publishing it would change</h2>
          {radius === "now" ? (
            rehearsed
          ) : (
            <Suspense
              fallback={
                <p className={styles.muted}>
                  Rehearsing the publication …{" "}
                  <Link
                    prefetch={false}
                    className="without-script"
                    href={`/studio/drafts/${draft.id}?radius=now#radius`}
                  >
                    Show it without script
                  </Link>
                </p>
              }
            >
              {rehearsed}
            </Suspense>
          )}
        </section>
      ) : null}
      <div className={own.halves}>
        <DraftComments
          draft={draft}
          comments={comments}
          colleagues={colleagues}
          about={about}
          names={names}
          maySay={acts}
        />
        <DraftTimeline draft={draft} events={events} answers={answers} />
      </div>
      {mayEdit ? <DiscardSection draft={draft} /> : null}
    </>
  );
}
