import { spawn } from "node:child_process";
import { get } from "node:http";
import { connect, createServer } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { track } from "./children.mjs";
import { inPackage, tail } from "./commands.mjs";
import { root } from "./folders.mjs";
import { end } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

const reachable = (host) => (host === "0.0.0.0" || host === "localhost" ? "127.0.0.1" : host === "::" ? "::1" : host);

/** The address of a server that listens there, for who asks from this machine. @param {string} host @param {number} port */
export function addressAt(host, port) {
  const name = reachable(host);
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const settle = (found) => (socket.destroy(), resolve(found));
    socket
      .once("connect", () => settle(true))
      .once("error", () => settle(false))
      .once("timeout", () => settle(false));
  });
}

/** The status of an answer, null for none. On a connection of its own: an idle one would delay the server's end. */
function statusOf(url, patienceMs) {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: patienceMs }, (response) => {
      response.resume().once("close", () => resolve(response.statusCode));
    });
    request.once("error", () => resolve(null)).once("timeout", () => request.destroy());
  });
}

/** Throws a Refusal where the web server could not listen there. @param {string} host @param {number} port */
export async function demandPort(host, port) {
  const taken = new Refusal(
    `Port ${port} is in use by another program: stop it, or choose another port, as in \`PORT=${port + 1} npm start\`.`,
  );
  // Some systems let two programs listen on one port at different addresses; the browser would find the other one.
  if ((await answers("127.0.0.1", port)) || (await answers("::1", port))) throw taken;
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      if (error.code === "EADDRINUSE") reject(taken);
      else if (error.code === "EACCES")
        reject(new Refusal(`This user may not listen on port ${port}: choose a PORT above 1023.`));
      else reject(new Refusal(`Nothing can listen on ${host}, port ${port} (${error.code}): check HOST and PORT.`));
    });
    probe.listen(port, host, () => probe.close(resolve));
  });
}

/**
 * Starts the web server and waits until it is ready to take traffic. `stopBefore` is stopped before it.
 * @param {{ mode: "start" | "dev", host: string, port: number, env: Record<string, string>, onStarted?: (pid: number) => void,
 *   stopBefore?: () => unknown, onFigures?: (figures: unknown) => void }} options
 */
export async function startWeb({ mode, host, port, env, onStarted, stopBefore, onFigures }) {
  const follow = pathToFileURL(path.join(root, "scripts", "launch", "follow-launcher.mjs")).href;
  const args = ["--import", follow, inPackage("next/dist/bin/next"), mode, "--port", String(port), "--hostname", host];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
      NODE_ENV: mode === "dev" ? "development" : "production",
      HALFPITCH_LAUNCHER: String(process.pid),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const asks = [
    { signal: "SIGTERM", waitMs: 8000 },
    { signal: "SIGKILL", waitMs: 4000 },
  ];
  const stop = async () => {
    await stopBefore?.();
    await end(-child.pid, asks);
  };
  track(child, stop);
  let output = "";
  let forward = (text) => (output += text);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => forward(text));
  let over = false;
  const exited = new Promise((resolve) => {
    child
      .once("exit", (code, signal) => resolve({ code, signal }))
      .once("error", () => resolve({ code: null, signal: null }));
  });
  void exited.then(() => (over = true));
  child.on("message", (message) => message?.kind === "web figures" && onFigures?.(message.figures));
  onStarted?.(child.pid);
  const at = addressAt(host, port);
  const patienceMs = mode === "dev" ? 180_000 : 60_000;
  let last = "no answer";
  for (const until = Date.now() + patienceMs; !over && Date.now() < until; await pause(60)) {
    const status = await statusOf(`${at}/readyz`, mode === "dev" ? 60_000 : 5000);
    last = status ? `it answers ${status} at /readyz` : "no answer";
    if (status === 200) {
      return {
        address: at,
        exited,
        stop,
        /** From now on its lines go to the terminal. */
        show: () => (forward = (text) => process.stderr.write(text)),
        output: () => output,
      };
    }
  }
  if (!over) await stop();
  console.error(tail(output));
  throw new Refusal(
    over ? "The web server ended while starting, for the reason above." : `The web server is not ready: ${last}.`,
  );
}
