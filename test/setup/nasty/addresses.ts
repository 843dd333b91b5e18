import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A page or route of the site: its address with the names of its variable parts, and the methods that it answers. */
export type Address = { pattern: string; kind: "page" | "route"; methods: readonly string[] };

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function methodsOf(text: string): string[] {
  return METHODS.filter((name) =>
    new RegExp(`export (?:const|async function|function) ${name}\\b|as ${name}\\b`).test(text),
  );
}

/** Every page and route of the source, as Next names them. */
export function addresses(): Address[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?:^|\/)(?:page\.tsx|route\.ts)$/.test(file),
  );
  return files.toSorted().map((file) => {
    const folders = path
      .dirname(file)
      .split(path.sep)
      .filter((one) => one !== "." && !/^\(.*\)$/.test(one));
    const kind = file.endsWith("page.tsx") ? "page" : "route";
    const methods = kind === "page" ? ["GET"] : methodsOf(readFileSync(path.join("app", file), "utf8"));
    return { pattern: `/${folders.join("/")}`, kind, methods };
  });
}

/** A pattern with each variable part replaced. */
export const filled = (pattern: string, value: (name: string) => string): string =>
  pattern.replace(/\[(?:\.\.\.)?([a-z]+)\]/g, (_, name: string) => value(name));

/** The names by which the source reads forms, bodies and addresses: what nasty values are sent under. */
export function names(): string[] {
  const sources = readdirSync("app", { recursive: true, encoding: "utf8" })
    .concat(readdirSync("lib", { recursive: true, encoding: "utf8" }).map((file) => `../lib/${file}`))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join("app", file), "utf8"));
  const found = new Set([
    "__proto__",
    "constructor",
    "toString",
    "asOf",
    "trace",
    "draft",
    "before",
    "page",
    "from",
    "to",
  ]);
  for (const text of sources) {
    for (const [, name] of text.matchAll(/(?:textOf\(form, |\.get\(|\.getAll\()"([\w.]{1,30})"/g))
      if (name) found.add(name);
    for (const [, name] of text.matchAll(/^\s{2,4}(\w{1,24}): (?:z\.|Day|Slug|Id|Key|Text|Period)/gm))
      if (name) found.add(name);
  }
  return [...found].toSorted();
}
