import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { baseUrl, demoAccount } from "../setup/browser";

type Answer = { status: number; body: string; cookies: string[] };

/** Asks the site from one of this machine's own addresses, which only Linux has more than one of. */
function ask(from: string, path: string, headers: Record<string, string>, form?: Record<string, string>) {
  return new Promise<Answer>((resolve, reject) => {
    const url = new URL(path, baseUrl().replace("localhost", "127.0.0.1"));
    const type = form ? { "content-type": "application/x-www-form-urlencoded" } : {};
    const method = form ? "POST" : "GET";
    const asking = request(url, { method, localAddress: from, headers: { ...headers, ...type } }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text) => (body += String(text)));
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, body, cookies: answer.headers["set-cookie"] ?? [] });
      });
    });
    asking.on("error", reject).end(form && new URLSearchParams(form).toString());
  });
}

describe.runIf(process.platform === "linux")("an address that was held back", () => {
  it("is not let off by claiming to be another; no other is held back in its place, nor there a known browser", async () => {
    const [blamed, attacker] = ["127.0.0.1", "127.0.0.77"];
    const csrf = await ask(attacker, "/api/auth/csrf", {});
    const token = /"csrfToken":"([0-9a-f]+)"/.exec(csrf.body)?.[1] ?? "";
    const cookie = csrf.cookies.map((one) => one.split(";", 1).join("")).join("; ");
    const attempt = (from: string, claimed: string, account: { email: string; password: string }) => {
      const form = { ...account, csrfToken: token, json: "true" };
      return ask(from, "/api/auth/callback/credentials", { cookie, "x-forwarded-for": claimed }, form);
    };
    for (let at = 0; at < 40; at += 1) {
      const guess = { email: `guess-${at}@example.com`, password: "not the password" };
      expect((await attempt(attacker, `203.0.113.${at}`, guess)).status).toBe(401);
    }
    expect((await attempt(attacker, "203.0.113.99", demoAccount("analyst"))).status).toBe(401);
    const entered = await attempt(blamed, attacker, demoAccount("analyst"));
    expect(entered.status).toBe(200);
    // The browser that signed in is known from then on, also where all others have to wait.
    const device = entered.cookies.find((one) => one.startsWith("halfpitch.device="))?.split(";", 1)[0] ?? "";
    const known = { cookie: `${cookie}; ${device}` };
    const form = { ...demoAccount("analyst"), csrfToken: token, json: "true" };
    expect((await ask(attacker, "/api/auth/callback/credentials", known, form)).status).toBe(200);
  });
});
