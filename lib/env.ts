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
  HALFPITCH_DATASETS: "must be paths of dataset definition modules, separated by commas",
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
  HALFPITCH_DATASETS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((path) => path.trim())
        .filter(Boolean),
    ),
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

/** Hands our address and secret to next-auth, which reads two variables of its own. */
export function informNextAuth(): void {
  process.env["NEXTAUTH_URL"] ||= env().HALFPITCH_URL;
  process.env["NEXTAUTH_SECRET"] ||= env().AUTH_SECRET;
}
