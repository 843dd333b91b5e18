/** What this process has started and what stops each of them, oldest first. */
const started = new Map();
let closing = false;

/**
 * Remembers a child until it ends, so that none outlives this process. Throws once the end has begun.
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => unknown} stop
 */
export function track(child, stop) {
  if (closing) {
    child.kill("SIGKILL");
    throw new Error("stopping");
  }
  started.set(child, stop);
  child.once("exit", () => started.delete(child));
}

/** Stops every child, the newest first. */
export async function stopChildren() {
  closing = true;
  for (const [child, stop] of [...started].toReversed()) {
    if (child.exitCode === null && child.signalCode === null) await stop();
  }
}
