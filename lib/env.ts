import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

const address = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol));

/** What each variable has to be, in the words of the sentence that a person reads when it is not. */
const expected = {
  PORT: "must be a whole number from 1 to 65535",
  HOST: "must be a host name or an IP address, such as 127.0.0.1",
  DATABASE_URL: "must be the address of a Postgres database, such as postgres://user:password@host:5432/halfpitch",
  DATABASE_OWNER_URL:
    "must be the address of a Postgres database, such as postgres://owner:password@host:5432/halfpitch",
  AUTH_SECRET: "must have at least 32 characters; `openssl rand -base64 32` makes one",
  HALFPITCH_URL: "must be the public address of the site, such as https://halfpitch.example",
  HALFPITCH_DEMO_PASSWORD: "must have at least 8 characters",
  SMTP_URL: "must be the address of a mail server, such as smtps://user:password@mail.example:465",
  MAIL_FROM: "must be the sender of the mails, such as Halfpitch <desk@halfpitch.example>",
  HALFPITCH_TRUST_PROXY: "must be true or false",
  HALFPITCH_CONTACT: "must be an e-mail address or a web address by which sources can reach you",
  HALFPITCH_PAYLOADS: "must be the path of a folder",
  HALFPITCH_SOURCES_AT: "must be the address of a server that plays the sources, such as http://127.0.0.1:4400",
  PAYLOAD_BUCKET_URL: "must be the address of an S3-compatible bucket, such as https://s3.example/payloads",
  PAYLOAD_BUCKET_REGION: "must be the region of the bucket, such as eu-central-1",
  PAYLOAD_BUCKET_KEY_ID: "must be the access key of the bucket",
  PAYLOAD_BUCKET_SECRET: "must be the secret key of the bucket",
  METRICS_TOKEN: "must have at least 20 characters",
  GCP_BILLING_API_KEY: "must be an API key",
  LAMBDA_API_KEY: "must be an API key",
  PRIME_INTELLECT_API_KEY: "must be an API key",
  SHADEFORM_API_KEY: "must be an API key",
  HALFPITCH_DATASETS: "must be paths of dataset definition modules, separated by commas",
  HALFPITCH_SESSION_DAYS: "must be a whole number of days, from 1 to 400",
  HALFPITCH_SESSION_IDLE_HOURS: "must be a whole number of hours, from 1 to 10000",
  HALFPITCH_DEMO: "must be 1 or 0",
  HALFPITCH_MOST_AT_ONCE: "must be a whole number from 2 to 1000",
  HALFPITCH_MOST_EACH: "must be a whole number from 1 to 1000",
  HALFPITCH_KEPT_MEGABYTES: "must be a whole number of megabytes, from 1 to 100000",
  HALFPITCH_FRONT: "must have at least 32 characters; `npm start` sets it",
  HALFPITCH_BACKUP_KEY: "must have at least 32 characters; `openssl rand -base64 32` makes one",
  HALFPITCH_KEEP_PAYLOADS_DAYS: "must be a whole number of days, 30 or more",
  HALFPITCH_KEEP_UPLOADS_DAYS: "must be a whole number of days, 30 or more",
  HALFPITCH_KEEP_AUDIT_DAYS: "must be a whole number of days, 30 or more",
  HALFPITCH_KEEP_SESSIONS_DAYS: "must be a whole number of days, 1 or more",
  NODE_ENV: "must be production, development or test",
} as const;

const Variables = z.object({
  PORT: wholeNumber(1, 65535).default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/)
    .default("127.0.0.1"),
  DATABASE_URL: address("postgres:", "postgresql:").optional(),
  DATABASE_OWNER_URL: address("postgres:", "postgresql:").optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  HALFPITCH_URL: address("http:", "https:").optional(),
  HALFPITCH_DEMO_PASSWORD: z.string().min(8).optional(),
  SMTP_URL: address("smtp:", "smtps:").optional(),
  MAIL_FROM: z.string().regex(/@/).optional(),
  HALFPITCH_TRUST_PROXY: z
    .enum(["true", "false"])
    .default("false")
    .transform((word) => word === "true"),
  HALFPITCH_CONTACT: z
    .string()
    .regex(/^[^\s()<>]{3,120}$/)
    .refine((text) => z.email().safeParse(text).success || z.url().safeParse(text).success)
    .optional(),
  HALFPITCH_PAYLOADS: z.string().default(".data/payloads"),
  HALFPITCH_SOURCES_AT: address("http:").optional(),
  PAYLOAD_BUCKET_URL: address("http:", "https:").optional(),
  PAYLOAD_BUCKET_REGION: z.string().default("auto"),
  PAYLOAD_BUCKET_KEY_ID: z.string().optional(),
  PAYLOAD_BUCKET_SECRET: z.string().optional(),
  METRICS_TOKEN: z.string().min(20).optional(),
  GCP_BILLING_API_KEY: z.string().min(8).optional(),
  LAMBDA_API_KEY: z.string().min(8).optional(),
  PRIME_INTELLECT_API_KEY: z.string().min(8).optional(),
  SHADEFORM_API_KEY: z.string().min(8).optional(),
  HALFPITCH_DATASETS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((path) => path.trim())
        .filter(Boolean),
    ),
  HALFPITCH_SESSION_DAYS: wholeNumber(1, 400).default(30),
  HALFPITCH_SESSION_IDLE_HOURS: wholeNumber(1, 10_000).default(168),
  HALFPITCH_DEMO: z
    .enum(["0", "1"])
    .default("0")
    .transform((word) => word === "1"),
  HALFPITCH_MOST_AT_ONCE: wholeNumber(2, 1000).default(16),
  HALFPITCH_MOST_EACH: wholeNumber(1, 1000).default(6),
  HALFPITCH_KEPT_MEGABYTES: wholeNumber(1, 100_000).optional(),
  HALFPITCH_FRONT: z.string().min(32).optional(),
  HALFPITCH_BACKUP_KEY: z.string().min(32).optional(),
  HALFPITCH_KEEP_PAYLOADS_DAYS: wholeNumber(30, 100_000).optional(),
  HALFPITCH_KEEP_UPLOADS_DAYS: wholeNumber(30, 100_000).optional(),
  HALFPITCH_KEEP_AUDIT_DAYS: wholeNumber(30, 100_000).optional(),
  HALFPITCH_KEEP_SESSIONS_DAYS: wholeNumber(1, 100_000).default(90),
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
});

type Variable = keyof typeof expected;

/** The checked environment. `HALFPITCH_URL` has no trailing slash; `DATABASE_OWNER_URL` is what migrations run as. */
export type Env = z.infer<typeof Variables> & { AUTH_SECRET: string; HALFPITCH_URL: string };

function refuse(variable: Variable, sentence: string): never {
  throw new AppError("invalid", sentence, [{ field: variable, message: expected[variable] }]);
}

/** Checks the variables given. An empty one counts as not set. Throws `invalid` with a sentence that names the first bad one. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    const name = Object.keys(expected).find((key) => parsed.error.issues.some((issue) => issue.path[0] === key));
    const variable = Variables.keyof().parse(name);
    refuse(variable, `The environment variable ${variable} ${expected[variable]}.`);
  }
  const { data } = parsed;
  if (Boolean(data.SMTP_URL) !== Boolean(data.MAIL_FROM)) {
    const [set, missing] = data.SMTP_URL ? (["SMTP_URL", "MAIL_FROM"] as const) : (["MAIL_FROM", "SMTP_URL"] as const);
    refuse(missing, `The environment variable ${missing} must be set too, because ${set} is.`);
  }
  if (data.PAYLOAD_BUCKET_URL) {
    const lacking = (["PAYLOAD_BUCKET_KEY_ID", "PAYLOAD_BUCKET_SECRET"] as const).find((name) => !data[name]);
    if (lacking) refuse(lacking, `The environment variable ${lacking} must be set too, because PAYLOAD_BUCKET_URL is.`);
  }
  if (!data.AUTH_SECRET && data.DATABASE_URL && data.NODE_ENV === "production") {
    refuse("AUTH_SECRET", `The environment variable AUTH_SECRET ${expected.AUTH_SECRET}.`);
  }
  return {
    ...data,
    DATABASE_OWNER_URL: data.DATABASE_OWNER_URL ?? data.DATABASE_URL,
    // Without one, sessions last as long as the process: enough for a script or a test.
    AUTH_SECRET: data.AUTH_SECRET ?? randomBytes(32).toString("hex"),
    HALFPITCH_URL: (data.HALFPITCH_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ""),
  };
}

let checked: Env | undefined;

/** The environment of this process, checked at the first call so that a build needs none. Throws `invalid`. */
export function env(): Env {
  return (checked ??= readEnv(process.env));
}

/** Whether readers reach the site by https: cookies are marked accordingly. */
export const isSecure = (): boolean => env().HALFPITCH_URL.startsWith("https:");

const KEYS = ["GCP_BILLING_API_KEY", "LAMBDA_API_KEY", "PRIME_INTELLECT_API_KEY", "SHADEFORM_API_KEY"] as const;

/** The key of a source by the name of its variable; empty where none is set or the name is none of them. */
export function sourceKey(variable: string | undefined): string {
  const name = KEYS.find((one) => one === variable);
  return name ? (env()[name] ?? "") : "";
}

/** Hands our address and secret to next-auth, which reads two variables of its own. */
export function informNextAuth(): void {
  process.env["NEXTAUTH_URL"] ||= env().HALFPITCH_URL;
  process.env["NEXTAUTH_SECRET"] ||= env().AUTH_SECRET;
}
