import { Front } from "@/lib/front/front";
import { Health } from "@/lib/front/health";
import { Standing } from "@/lib/front/standing";
import { Turnstile } from "@/lib/front/turnstile";
import { Told } from "@/lib/front/web-figures";
import { env } from "@/lib/env";
import { tellLastWords } from "@/lib/kernel/last-words";
import { ready } from "@/lib/readiness";

// Owns the public port, before the web server. Started by scripts/launch/front.mjs, which tells it where that one is.
const MOST_DRAIN_MS = 10_000;
const {
  PORT,
  HOST,
  HALFPITCH_FRONT,
  HALFPITCH_TRUST_PROXY,
  HALFPITCH_MOST_AT_ONCE,
  HALFPITCH_MOST_EACH,
  METRICS_TOKEN,
} = env();

tellLastWords("front");
const standing = new Standing();
const work = new Turnstile({
  total: HALFPITCH_MOST_AT_ONCE,
  each: HALFPITCH_MOST_EACH,
  unknown: Math.ceil(HALFPITCH_MOST_AT_ONCE / 2),
  waiting: 400,
  waitingEach: 100,
  patienceMs: 8000,
});
const files = new Turnstile({
  total: 64,
  each: 32,
  unknown: 64,
  waiting: 1000,
  waitingEach: 200,
  patienceMs: 8000,
});
const health = new Health({
  databaseReady: ready,
  webUp: () => standing.webPort !== null,
  // Not before somebody asks: it knows every connector.
  metrics: async () => {
    const { metricsText } = await import("@/lib/status/metrics");
    return (await metricsText()) + (await standing.text(work.figures));
  },
  metricsToken: METRICS_TOKEN,
});
const front = new Front({
  health,
  standing,
  work,
  files,
  secret: HALFPITCH_FRONT ?? "",
  trustsProxy: HALFPITCH_TRUST_PROXY,
});

let closing = false;
const close = async () => {
  if (closing) return;
  closing = true;
  await front.close(MOST_DRAIN_MS);
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void close());
// The launcher is gone, and with it the web server.
process.once("disconnect", () => process.exit(1));
process.on("message", (message) => standing.hear(Told.parse(message)));

await front.listen(PORT, HOST);
process.send?.({ kind: "started" });
