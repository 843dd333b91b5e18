import { env } from "@/lib/env";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import type { Account } from "./find-account";

// Nobody waits for these mails, and a mail server that fails changes nothing: the brakes hold without them.
function tell(to: string, subject: string, text: string): void {
  if (mailOffered()) void sendMail({ to, subject, text }).catch(() => undefined);
}

/** Tells the owner of an account that somebody keeps failing to sign in to it, where mails are sent. */
export function tellOfTries({ email, name }: Account): void {
  const text = `${name},

somebody has failed to sign in to your account at Halfpitch ten times or more. If it was you, there is nothing to do: a link by e-mail always lets you in.

If it was not, your password still holds, and every further try has to wait. Where you use it elsewhere too, change it: ${env().HALFPITCH_URL}/account`;
  tell(email, "Somebody tries to sign in to your account", text);
}

/** Tells the owner of an account that somebody has its password, and keeps failing at the second factor. */
export function tellOfCodes({ email, name }: Account): void {
  const text = `${name},

somebody gave your right password at Halfpitch, and then several wrong codes of your second factor. If it was you, wait a few minutes and take the next code.

If it was not, somebody knows your password. Change it now: ${env().HALFPITCH_URL}/account`;
  tell(email, "Somebody knows your password", text);
}

/** Tells somebody that an admin or manager made a link that sets their password, or took their second factor away. */
export function tellOfHelp({ email, name }: Pick<Account, "email" | "name">, by: string, factor: boolean): void {
  const text = `${name},

${by} made a link by which a new password can be set for your account at Halfpitch${factor ? ", and took your second factor away" : ""}. If you did not ask for that, tell them at once, and change your password: ${env().HALFPITCH_URL}/account`;
  tell(email, factor ? "Your second factor was taken away" : "A link to set your password was made", text);
}
