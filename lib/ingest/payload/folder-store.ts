import { createReadStream } from "node:fs";
import { access, copyFile, mkdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { randomBytes } from "node:crypto";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import type { PayloadStore } from "./payload-store";

const A_DAY_MS = 24 * 3600 * 1000;

/** Keeps payloads in a folder, two levels deep by their hash. A half-written file never has its final name. */
export function folderStore(folder: string): PayloadStore {
  const place = (hash: string) => path.join(folder, hash.slice(0, 2), `${hash}.gz`);
  const has = async (hash: string) =>
    access(place(hash)).then(
      () => true,
      () => false,
    );
  return {
    has,
    keep: async (hash, gzipFile) => {
      const target = place(hash);
      // Somebody may be about to remove what nobody has asked for in a long time.
      const again = utimes(target, now(), now()).then(
        () => true,
        () => false,
      );
      if (await again) return;
      await mkdir(path.dirname(target), { recursive: true });
      const fresh = `${target}.${randomBytes(4).toString("hex")}`;
      try {
        await copyFile(gzipFile, fresh);
        await rename(fresh, target);
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
    },
    open: async (hash) => {
      if (!(await has(hash))) throw new AppError("not_found", `The payload ${hash.slice(0, 12)} is not in the store.`);
      return createReadStream(place(hash));
    },
    remove: async (hash) => {
      const kept = await stat(place(hash)).catch(() => null);
      if (kept && now().getTime() - kept.mtimeMs < A_DAY_MS) return false;
      await rm(place(hash), { force: true });
      return true;
    },
  };
}
