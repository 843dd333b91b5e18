import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "..", "..", "..");

/** Makes one file of the victim's sources, which starts in a fraction of the time. Returns it and what removes it. */
export async function bundleVictim(): Promise<{ file: string; remove: () => void }> {
  // Within the project, so that packages are found from there.
  const outDir = path.join(root, "node_modules", ".cache", `halfpitch-kill-${process.pid}`);
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    root,
    logLevel: "silent",
    ssr: { noExternal: true },
    resolve: { alias: { "@": root, "server-only": path.join(root, "test/setup/empty.ts") } },
    build: {
      ssr: path.join(here, "victim.ts"),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "victim.mjs" } },
    },
  });
  return { file: path.join(outDir, "victim.mjs"), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}
