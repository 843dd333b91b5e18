import { env } from "@/lib/env";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import type { Account } from "./find-account";

/**
 * Tells the owner of an account that somebody keeps failing to sign in to it, where mails are sent. Nobody waits for
 * it, and a mail server that fails changes nothing: the brakes hold without it.
 */
export function tellOfTries({ email, name }: Account): void {
  if (!mailOffered()) return;
  const text = `${name},

somebody has failed to sign in to your account at Halfpitch ten times or more. If it was you, there is nothing to do: a link by e-mail always lets you in.

If it was not, your password still holds, and every further try has to wait. Where you use it elsewhere too, change it: ${env().HALFPITCH_URL}/account`;
  void sendMail({ to: email, subject: "Somebody tries to sign in to your account", text }).catch(() => undefined);
}
