import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { isRoot } from "./folders.mjs";
import { Refusal } from "./refusal.mjs";

function idsOf(name) {
  try {
    const id = (flag) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

function created(name) {
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name], {
      stdio: "ignore",
    });
  } catch {
    return null;
  }
  return idsOf(name);
}

/**
 * Who Postgres runs as. It refuses to be root, so root hands it to the owner of the data, or to the system's user
 * `postgres` (made if need be), or to `nobody`. Null: as ourselves.
 * @param {string} folder the data folder, which may not exist yet
 */
export function postgresUser(folder) {
  if (!isRoot) return null;
  const standing = statSync(folder, { throwIfNoEntry: false });
  if (standing && standing.uid !== 0) return { uid: standing.uid, gid: standing.gid };
  const user = idsOf("postgres") ?? created("postgres") ?? idsOf("nobody");
  if (!user)
    throw new Refusal("Postgres refuses to run as root and no other user could be made: start as an ordinary user.");
  return user;
}
