import { createTransport } from "nodemailer";
import { z } from "zod";
import { env } from "@/lib/env";

export type Mail = { to: string; subject: string; text: string };

/** Whether this installation can send mails. */
export const mailOffered = (): boolean => Boolean(env().SMTP_URL && env().MAIL_FROM);

/** Sends a mail by the configured server. Throws where it does not take it. */
export async function sendMail({ to, subject, text }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  await createTransport(SMTP_URL).sendMail({ from: MAIL_FROM, to, subject, text });
}

const Refusal = z.object({
  code: z.literal("EENVELOPE"),
  responseCode: z.number().min(500),
  rejected: z.array(z.string()).nonempty(),
});

/** Whether a mail was not sent because its address is refused for good, which no later try will mend. */
export const isRefused = (error: unknown): boolean => Refusal.safeParse(error).success;
