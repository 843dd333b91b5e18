import { describe, expect, test } from "vitest";
import { readEnv } from "@/lib/env";

const refusal = (variables: Record<string, string>) => {
  try {
    readEnv(variables);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "accepted";
};

describe("the environment", () => {
  test("needs nothing and has defaults", () => {
    const env = readEnv({});
    expect(env).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      HALFPITCH_URL: "http://localhost:3000",
      HALFPITCH_DATASETS: [],
    });
    expect(env.AUTH_SECRET.length).toBeGreaterThanOrEqual(32);
    expect(env.DATABASE_URL).toBeUndefined();
  });

  test("an empty variable counts as not set", () => {
    expect(readEnv({ PORT: "", DATABASE_URL: " ", HALFPITCH_URL: "" })).toMatchObject({ PORT: 3000 });
  });

  test("the public address follows the port and loses its trailing slash", () => {
    expect(readEnv({ PORT: "4000" }).HALFPITCH_URL).toBe("http://localhost:4000");
    expect(readEnv({ HALFPITCH_URL: "https://halfpitch.example/" }).HALFPITCH_URL).toBe("https://halfpitch.example");
  });

  test("migrations run as the user of DATABASE_URL unless an owner is named", () => {
    const DATABASE_URL = "postgres://web:x@db.example/halfpitch";
    expect(readEnv({ DATABASE_URL }).DATABASE_OWNER_URL).toBe(DATABASE_URL);
    const DATABASE_OWNER_URL = "postgres://owner:x@db.example/halfpitch";
    expect(readEnv({ DATABASE_URL, DATABASE_OWNER_URL }).DATABASE_OWNER_URL).toBe(DATABASE_OWNER_URL);
  });

  test("further datasets are a list", () => {
    expect(readEnv({ HALFPITCH_DATASETS: "a.mjs, b.mjs," }).HALFPITCH_DATASETS).toEqual(["a.mjs", "b.mjs"]);
  });

  test.each([
    [{ PORT: "abc" }, "PORT"],
    [{ PORT: "0" }, "PORT"],
    [{ PORT: "65536" }, "PORT"],
    [{ PORT: "3000.5" }, "PORT"],
    [{ HOST: "a b" }, "HOST"],
    [{ DATABASE_URL: "mysql://db/x" }, "DATABASE_URL"],
    [{ DATABASE_OWNER_URL: "x" }, "DATABASE_OWNER_URL"],
    [{ AUTH_SECRET: "short" }, "AUTH_SECRET"],
    [{ HALFPITCH_URL: "halfpitch.example" }, "HALFPITCH_URL"],
    [{ HALFPITCH_DEMO_PASSWORD: "seven77" }, "HALFPITCH_DEMO_PASSWORD"],
    [{ SMTP_URL: "https://mail.example", MAIL_FROM: "a@b.example" }, "SMTP_URL"],
    [{ SMTP_URL: "smtp://mail.example" }, "MAIL_FROM"],
    [{ MAIL_FROM: "a@b.example" }, "SMTP_URL"],
    [{ HALFPITCH_TRUST_PROXY: "yes" }, "HALFPITCH_TRUST_PROXY"],
    [{ HALFPITCH_CONTACT: "nobody" }, "HALFPITCH_CONTACT"],
    [{ HALFPITCH_SOURCES_AT: "ftp://x" }, "HALFPITCH_SOURCES_AT"],
    [{ METRICS_TOKEN: "short" }, "METRICS_TOKEN"],
    [{ PAYLOAD_BUCKET_URL: "https://s3.example/p", PAYLOAD_BUCKET_KEY_ID: "x" }, "PAYLOAD_BUCKET_SECRET"],
    [{ NODE_ENV: "staging" }, "NODE_ENV"],
    [{ NODE_ENV: "production", DATABASE_URL: "postgres://db.example/x" }, "AUTH_SECRET"],
  ])("%o is refused in a sentence that names %s", (variables, name) => {
    expect(refusal(variables)).toMatch(new RegExp(`^The environment variable ${name} must .*\\.$`));
  });

  test("no sentence repeats what was given", () => {
    expect(refusal({ AUTH_SECRET: "geheim" })).not.toContain("geheim");
    expect(refusal({ DATABASE_URL: "mysql://user:geheim@db/x" })).not.toContain("geheim");
  });
});
