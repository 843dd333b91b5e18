/** An event of the audit, with the names of the people in it. `at` is ISO text. */
export type AuditLine = {
  id: number;
  at: string;
  /** Who acted; nobody where a clock or a script did, or where nobody proved who they are. */
  person: { id: string; name: string } | null;
  /** As whom an admin looked on then. */
  as: { id: string; name: string } | null;
  action: string;
  subject: string | null;
  /** The name of the person whom the subject is. */
  subjectName: string | null;
  detail: Readonly<Record<string, string | number | boolean | null>> | null;
};

type Told = AuditLine & { who: string; d: Readonly<Record<string, string | number | boolean | null>> };

const several = (n: unknown, one: string, many: string): string => `${String(n)} ${n === 1 ? one : many}`;

const DRAFT_VERBS: Readonly<Record<string, string>> = {
  submitted: "sent to review",
  reopened: "taken back into work",
  "revert-opened": "opened to put another back",
  restored: "restored after it was discarded",
  answered: "what the checks ask was answered",
  "restored-into": "took up what a discarded draft held",
};

const SENTENCES: Readonly<Record<string, (told: Told) => string>> = {
  "session.opened": () => "Signed in",
  "session.revoked": () => "Ended a session",
  "sign-in.failed": ({ subjectName, d }) =>
    d["by"] === "link"
      ? "Somebody tried a link to sign in that is used up or too old"
      : subjectName
        ? `Somebody failed to sign in as ${subjectName}`
        : "Somebody failed to sign in to an account that is not there",
  "sign-in.held-back": ({ subjectName }) =>
    subjectName
      ? `Signing in as ${subjectName} was held back after too many failures`
      : "Signing in was held back after too many failures",
  "organisation.made": ({ subject }) => `Organisation ${subject ?? ""} was made`,
  "organisation.changed": ({ subject, d }) =>
    `Changed the organisation ${subject ?? ""}: ${d["seats"] ? several(d["seats"], "seat", "seats") : "seats without end"}, second factor ${d["requiresTotp"] ? "required" : "not required"}`,
  "entitlement.taken": ({ subject }) => `Took away access to ${subject === "*" ? "every dataset" : (subject ?? "")}`,
  "person.made": ({ who }) => `The account of ${who} was made`,
  "person.disabled": ({ who, d }) =>
    `Disabled the account of ${who} and ended ${several(d["sessions"] ?? 0, "session", "sessions")}`,
  "person.enabled": ({ who }) => `Enabled the account of ${who} again`,
  "person.signed-out": ({ who, d }) =>
    `Signed ${who} out everywhere, in ${several(d["sessions"] ?? 0, "session", "sessions")}`,
  "password.changed": ({ who }) => `${who} changed their password`,
  "password.asked": ({ who }) => `A link to set a password was mailed to ${who}`,
  "password.link": ({ who, d }) =>
    `Made a link by which ${who} sets a password${d["factor"] ? ", and took their second factor away" : ""}`,
  "session.proved": () => "Gave their password again",
  "second-factor.enrolled": ({ who }) => `${who} enrolled a second factor`,
  "second-factor.codes": ({ who }) => `${who} made new recovery codes`,
  "second-factor.removed": ({ who }) => `${who} removed their second factor`,
  "invitation.made": ({ subject, d }) => `Invited ${subject ?? ""} as ${String(d["role"])}`,
  "invitation.withdrawn": ({ subject }) => `Withdrew the invitation of ${subject ?? ""}`,
  "invitation.accepted": ({ subject, d }) => `${subject ?? ""} accepted an invitation as ${String(d["role"])}`,
  "password.set": ({ who }) => `${who} was given a new password`,
  "member.set": ({ who, d }) =>
    d["before"]
      ? `Made ${who} ${String(d["role"])}, who was ${String(d["before"])}`
      : `${who} became ${String(d["role"])}`,
  "entitlement.granted": ({ subject, d }) =>
    `Access to ${subject === "*" ? "every dataset" : (subject ?? "")}${d["delayDays"] ? `, held back by ${several(d["delayDays"], "day", "days")}` : ""}`,
  "four-eyes.waived": ({ subject }) => `Let drafts of ${subject ?? ""} be published without a second person`,
  "four-eyes.required": ({ subject }) => `Asked for a second person again for drafts of ${subject ?? ""}`,
  "view-as.started": ({ who }) => `Began to view the site as ${who}`,
  "view-as.stopped": ({ who }) => `Stopped viewing the site as ${who}`,
  "held.decided": ({ d }) =>
    `Decided about ${several(d["count"] ?? 0, "held value", "held values")}: ${String(d["what"] ?? "")}`,
  "source.merge": ({ subject, d }) => `Merged the source ${subject ?? ""} into ${String(d["into"] ?? "")}`,
  "source.undo-merge": ({ subject }) => `Undid the merge of the source ${subject ?? ""}`,
  "source.archive": ({ subject }) => `Archived the source ${subject ?? ""}`,
  "source.restore": ({ subject }) => `Had the source ${subject ?? ""} offered again`,
  "source.grade": ({ subject, d }) =>
    d["grade"]
      ? `Graded the source ${subject ?? ""} as ${String(d["grade"])}`
      : `Left the grade of the source ${subject ?? ""} to the rule`,
  "source.assess": ({ subject, d }) =>
    `Assessed the source ${subject ?? ""}: licence ${String(d["licence"] ?? "as recorded")}, reliability ${String(d["reliability"] ?? "as recorded")}`,
  "entity.merge": ({ subject, d }) => `Merged ${subject ?? ""} into ${String(d["into"] ?? "")}`,
  "entity.undo-merge": ({ subject }) => `Undid the merge of ${subject ?? ""}`,
  "dataset.settings": ({ subject }) => `Changed the settings of ${subject ?? ""}`,
  "export.csv": ({ subject }) => `Exported ${subject ?? ""} as CSV`,
  "export.series": ({ subject }) => `Read ${subject ?? ""} by the API`,
  "export.usage": ({ subject }) => `Exported the usage of ${subject ?? ""} as CSV`,
  "member.removed": ({ who, d }) =>
    `Took ${who} out of the organisation and ended ${several(d["sessions"] ?? 0, "session", "sessions")}`,
  "member.left": ({ who }) => `${who} left the organisation`,
  "export.audit": ({ subject }) => `Exported the audit as CSV${subject ? `, ${subject}` : ""}`,
  "export.refused": ({ subject }) => `Was refused an export while viewing as somebody: ${subject ?? ""}`,
  "retention.removed": ({ d }) =>
    `Removed what is older than it is kept: ${several(d["payloads"], "payload", "payloads")}, ${several(d["uploads"], "upload", "uploads")}, ${several(d["audit"], "event of the audit", "events of the audit")}, ${several(d["sessions"], "ended session", "ended sessions")}`,
  "connector.run": ({ subject }) => `Had ${subject ?? ""} run`,
  "connector.replay": ({ subject }) => `Had run ${subject ?? ""} read again`,
  "edition.downloaded": ({ subject }) => `Downloaded edition ${subject ?? ""}`,
};

const PERSONAL = new Set(["person", "member", "password", "second-factor", "view-as", "sign-in"]);
const spaced = (word: string): string => word.replaceAll(/[-_.]/g, " ");

/** A sentence for an action that has none of its own: `Draft 12 of hbm-share: published`. */
function plain({ action, subject, d }: Told): string {
  const [area = "", ...rest] = action.split(".");
  const verb = rest.join(".");
  const of = typeof d["dataset"] === "string" ? ` of ${d["dataset"]}` : "";
  const said = area === "draft" ? (DRAFT_VERBS[verb] ?? spaced(verb)) : spaced(verb);
  const thing = spaced(area);
  return `${thing.charAt(0).toUpperCase()}${thing.slice(1)}${subject ? ` ${subject}` : ""}${of}: ${said}`;
}

/** Where the subject can be looked at, or null. */
function hrefOf({ action, subject, subjectName }: AuditLine): string | null {
  const area = action.split(".", 1).join("");
  if (!subject) return null;
  if (PERSONAL.has(area)) return subjectName ? `/office/people/${subject}` : null;
  const safe = subject.split("/").map(encodeURIComponent).join("/");
  if (area === "draft") return `/studio/drafts/${safe}`;
  if (area === "connector") return /^\d+$/.test(subject) ? `/studio/refresh/runs/${safe}` : `/studio/refresh/${safe}`;
  if (area === "source") return `/studio/sources/${safe}`;
  if (area === "entity") return `/studio/entities/${safe}`;
  if (area === "four-eyes" || area === "dataset") return `/studio/${safe}/settings`;
  return null;
}

/** What an event says to a reader, in a sentence, with the address of what it is about. */
export function describeAudit(line: AuditLine): { words: string; href: string | null } {
  const told: Told = { ...line, d: line.detail ?? {}, who: line.subjectName ?? "somebody" };
  const sentence = (Object.hasOwn(SENTENCES, line.action) ? SENTENCES[line.action] : undefined) ?? plain;
  const why = told.d["reason"] ?? told.d["note"];
  return {
    words: `${sentence(told)}${typeof why === "string" && why !== "" ? `: ${why}` : ""}`,
    href: hrefOf(line),
  };
}
