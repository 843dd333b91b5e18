import { posix } from "node:path";
import type { ZipDirectory } from "../file/zip-directory";
import { readPart } from "./xml";

/** What a part of a workbook points to, by id: the part's name as the file has it, and the last word of its type. */
export type Relations = ReadonlyMap<string, { target: string; type: string }>;

const decodedName = (target: string): string => {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
};

/** A part by the name that is written for it: from the root or beside its owner, whatever its case. */
function partNamed(zip: ZipDirectory, folder: string, written: string): string {
  const plain = written.replaceAll("\\", "/");
  const name = posix.normalize(plain.startsWith("/") ? plain.slice(1) : posix.join(folder, plain));
  for (const wanted of [name, decodedName(name)]) {
    if (zip.entries.has(wanted)) return wanted;
    const lower = wanted.toLowerCase();
    const found = [...zip.entries.keys()].find((one) => one.toLowerCase().replace(/^\//, "") === lower);
    if (found !== undefined) return found;
  }
  return name;
}

/** What a part points to; nothing where it has no list of that. The root of the file is the part "". */
export async function readRelations(zip: ZipDirectory, part: string): Promise<Relations> {
  const found = new Map<string, { target: string; type: string }>();
  const folder = posix.dirname(part);
  const list = partNamed(zip, folder === "." ? "" : folder, `_rels/${posix.basename(part)}.rels`);
  if (!zip.entries.has(list)) return found;
  await readPart(zip, list, {
    open: (name, { Id = "", Target = "", Type = "", TargetMode = "" }) => {
      if (name !== "Relationship" || TargetMode === "External") return;
      found.set(Id, { target: partNamed(zip, folder, Target), type: Type.slice(Type.lastIndexOf("/") + 1) });
    },
  });
  return found;
}

/** The part that a file is about, by whatever name: `xl/workbook.xml` of a workbook that keeps to the custom. */
export async function mainPart(zip: ZipDirectory): Promise<string> {
  const root = await readRelations(zip, "");
  const main = [...root.values()].find(({ type, target }) => type === "officeDocument" && zip.entries.has(target));
  return main?.target ?? partNamed(zip, "", "xl/workbook.xml");
}
