import { randomBytes } from "node:crypto";
import { startFront } from "./front.mjs";
import { keepRunning } from "./keep-running.mjs";
import { freePort } from "./postgres.mjs";
import { addressAt, startWeb } from "./web.mjs";

/**
 * Serves the site and keeps it served: a front owns the public port, and the web server works behind it on a port of this
 * machine. Each is started again when it ends by itself; while there is no web server the front says so.
 * @param {{ mode: "start" | "dev", host: string, port: number, env: Record<string, string>, wanted?: () => boolean,
 *   onStarted?: (pid: number) => void }} options
 */
export async function startSite({ mode, host, port, env, wanted = () => true, onStarted }) {
  const secret = randomBytes(32).toString("base64url");
  const settings = {
    ...process.env,
    ...env,
    NODE_ENV: mode === "dev" ? "development" : "production",
    PORT: String(port),
    HOST: host,
    HALFPITCH_URL: env.HALFPITCH_URL || process.env.HALFPITCH_URL || `http://localhost:${port}`,
  };
  let [shown, stopping] = [false, false];
  const goesOn = () => !stopping && wanted();
  /** What the front has to know, for one that is started again. */
  const known = new Map();
  let fronts;
  const tell = (told) => {
    known.set(`${told.kind} ${told.program ?? ""}`, told);
    fronts?.current().tell(told);
  };

  const startInFront = () => startFront({ ...settings, HALFPITCH_FRONT: secret });
  const onFront = (front, count) => {
    if (shown) front.show();
    tell({ kind: "restarts", program: "front", count });
    for (const told of known.values()) front.tell(told);
  };
  const startBehind = async () => {
    const own = mode === "dev" ? port : await freePort();
    const running = await startWeb({
      mode,
      host: mode === "dev" ? host : "127.0.0.1",
      port: own,
      env: mode === "dev" ? settings : { ...settings, HALFPITCH_FRONT: secret },
      onStarted,
      stopBefore: () => fronts?.current().stop(),
      onFigures: (figures) => tell({ kind: "web figures", figures }),
    });
    return { ...running, port: own };
  };
  const onWeb = (running, count) => {
    if (shown) running.show();
    tell({ kind: "web", port: running.port });
    tell({ kind: "restarts", program: "web", count });
  };
  const onNoWeb = () => tell({ kind: "web", port: null });

  // Reload while developing needs the web server's own port.
  const before = mode === "dev" ? null : keepRunning("front", startInFront, { wanted: goesOn, onStarted: onFront });
  const behind = keepRunning("web", startBehind, { wanted: goesOn, onStarted: onWeb, onEnded: onNoWeb });
  before?.then(
    (it) => (fronts = it),
    () => undefined,
  );
  const [, webs] = await Promise.all([before, behind]);
  return {
    address: addressAt(host, port),
    /** Where the web server itself listens, for measurements of what the front costs. */
    behind: () => addressAt("127.0.0.1", webs.current().port),
    givenUp: Promise.race(fronts ? [fronts.givenUp, webs.givenUp] : [webs.givenUp]),
    /** The front is told how often another program was started again. */
    noteRestarts: (program, count) => tell({ kind: "restarts", program, count }),
    stop: async () => {
      stopping = true;
      await fronts?.current().stop();
      await webs.current().stop();
    },
    /** From now on its lines go to the terminal. */
    show: () => {
      shown = true;
      fronts?.current().show();
      webs.current().show();
    },
    output: () => webs.current().output(),
  };
}
