import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const DOCS = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "db/starter/README.md"];
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8"))).scripts;
const variables = readFileSync(".env.example", "utf8");

const quoted = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
const isPath = (word: string): boolean => /^(app|db|lib|scripts|test)\/[\w()[\]./-]+$/.test(word);

describe.each(DOCS)("%s", (file) => {
  const text = readFileSync(file, "utf8");

  it("names only files and folders that are there", () => {
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? "");
    const named = [...quoted(text).filter(isPath), ...linked];
    expect(named.filter((one) => !existsSync(one))).toEqual([]);
  });

  it("names only commands that npm has", () => {
    const commands = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => match[1] ?? "");
    expect(commands.filter((one) => !(one in scripts))).toEqual([]);
  });

  it("names only variables that .env.example documents", () => {
    const named = [...text.matchAll(/`(HALFPITCH_\w+|[A-Z]+_URL|AUTH_SECRET|MAIL_FROM|PORT|HOST)\b/g)].map(
      (match) => match[1] ?? "",
    );
    expect(named.filter((one) => !variables.includes(`${one}=`))).toEqual([]);
  });
});
