import path from "node:path";
import { parseAst } from "vite";
import { z } from "zod";

/** A function of ours at the top of a file, with what it refers to. `place` is `file#name`. */
export type Fn = {
  place: string;
  exported: boolean;
  /** Whether its first parameter is a Viewer, as every verb's is. */
  asksViewer: boolean;
  /** Places of our functions that it names, be it to call them or to hand them on. */
  names: Set<string>;
  /** Whether it writes to the database by its own words. */
  writes: boolean;
};

type Node = { type: string; [key: string]: unknown };

const SQL_WRITE =
  /\binsert\s+into\b|\bupdate\s+[\w${}.]+(\s+\w+)?\s+set\b|\bdelete\s+from\b|\btruncate\b|\badd_job\b|\bcopy\s+\w+\s+from\b/i;
const ORM_WRITE = new Set(["insert", "update", "delete"]);

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
const asNode = (value: unknown): Node | null => (isNode(value) ? value : null);
const nodesIn = (value: unknown): Node[] =>
  Array.isArray(value) ? value.flatMap(nodesIn) : [asNode(value)].filter((one) => one !== null);

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) for (const inner of nodesIn(value)) yield* walk(inner);
}

const nameOf = (value: unknown): string => {
  const name = asNode(value)?.["name"];
  return typeof name === "string" ? name : "";
};

/** The file that an import names, among those that are there. */
function fileOf(from: string, specifier: string, files: ReadonlyMap<string, string>): string | null {
  const bare = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? path.posix.join(path.posix.dirname(from), specifier)
      : null;
  if (bare === null) return null;
  return [`${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`].find((one) => files.has(one)) ?? null;
}

/** What the names of a file's imports stand for. */
function importsOf(file: string, body: readonly Node[], files: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of body) {
    if (node.type !== "ImportDeclaration") continue;
    const source = asNode(node["source"])?.["value"];
    const target = typeof source === "string" ? fileOf(file, source, files) : null;
    if (!target) continue;
    for (const one of nodesIn(node["specifiers"]))
      found.set(nameOf(one["local"]), `${target}#${nameOf(one["imported"]) || "default"}`);
  }
  return found;
}

/** The functions at the top of a file: declarations, and constants that hold an expression. */
function declared(body: readonly Node[]): { name: string; node: Node; exported: boolean }[] {
  return body.flatMap((node) => {
    const exported = node.type.startsWith("Export");
    const inner = exported ? asNode(node["declaration"]) : node;
    if (!inner) return [];
    if (inner.type === "FunctionDeclaration")
      return [
        { name: node.type === "ExportDefaultDeclaration" ? "default" : nameOf(inner["id"]), node: inner, exported },
      ];
    if (inner.type !== "VariableDeclaration") return [];
    return nodesIn(inner["declarations"]).flatMap((one) => {
      const init = asNode(one["init"]);
      return init ? [{ name: nameOf(one["id"]), node: init, exported }] : [];
    });
  });
}

function textOf(node: Node): string {
  if (node.type === "TemplateElement") {
    const raw = z.looseObject({ raw: z.string() }).safeParse(node["value"]);
    return raw.success ? raw.data.raw : "";
  }
  return node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : "";
}

/** A parameter `viewer: Viewer`, with which every verb begins. */
function isViewer(param: Node): boolean {
  const type = asNode(asNode(param["typeAnnotation"])?.["typeAnnotation"]);
  return type?.type === "TSTypeReference" && nameOf(type["typeName"]) === "Viewer";
}

/** `orm.insert(…)`, `db.orm.update(…)`. */
function isOrmWrite(node: Node): boolean {
  const callee = node.type === "CallExpression" ? asNode(node["callee"]) : null;
  if (callee?.type !== "MemberExpression" || !ORM_WRITE.has(nameOf(callee["property"]))) return false;
  const object = asNode(callee["object"]);
  return nameOf(object) === "orm" || nameOf(object?.["property"]) === "orm";
}

// A template's pieces lie apart from what stands between them: `update ${table} set`.
const writtenIn = (node: Node): string =>
  node.type === "TemplateLiteral" ? nodesIn(node["quasis"]).map(textOf).join("${}") : textOf(node);

const parsed = new Map<string, Node[]>();

function bodyOf(file: string, text: string): Node[] {
  const key = `${file} ${text}`;
  const body =
    parsed.get(key) ?? nodesIn(asNode(parseAst(text, { lang: file.endsWith("x") ? "tsx" : "ts" }))?.["body"]);
  parsed.set(key, body);
  return body;
}

/** Every function at the top of these files (path to text), by its place. */
export function functionsOf(files: ReadonlyMap<string, string>): Map<string, Fn> {
  const found = new Map<string, Fn>();
  for (const [file, text] of files) {
    const body = bodyOf(file, text);
    const own = declared(body);
    const names = importsOf(file, body, files);
    for (const { name } of own) names.set(name, `${file}#${name}`);
    for (const { name, node, exported } of own) {
      const place = `${file}#${name}`;
      const inner = [...walk(node)];
      const refers = inner.flatMap((one) => (one.type === "Identifier" ? [names.get(nameOf(one)) ?? ""] : []));
      found.set(place, {
        place,
        exported,
        asksViewer: nodesIn(node["params"]).slice(0, 1).some(isViewer),
        names: new Set(refers.filter((one) => one !== "" && one !== place)),
        writes: inner.some((one) => isOrmWrite(one) || SQL_WRITE.test(writtenIn(one))),
      });
    }
  }
  return found;
}
