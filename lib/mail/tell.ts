import { type Mail, mailOffered, sendMail } from "./send-mail";

/**
 * Sends a mail that nobody waits for, where mails are sent: one about what has happened anyway, so that a mail server that
 * fails changes nothing.
 */
export function tell(mail: Mail): void {
  if (mailOffered()) void sendMail(mail).catch(() => undefined);
}
