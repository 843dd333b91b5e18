import { createReadStream } from "node:fs";
import { access, copyFile, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { randomBytes } from "node:crypto";
import { AppError } from "@/lib/kernel/error";
import type { PayloadStore } from "./payload-store";

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
      if (await has(hash)) return;
      const target = place(hash);
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
  };
}
