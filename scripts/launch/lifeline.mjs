import { stopChildren } from "./children.mjs";
import { originOf } from "./processes.mjs";

/** The process numbers whose end means that whoever ran us through npm is gone: npm, and the shell between. */
function npmAbove() {
  if (!process.env.npm_lifecycle_event) return () => false;
  const parent = process.ppid;
  const shell = originOf(parent);
  const between = shell && /(^|\/)(sh|bash|dash|ash|zsh)$/.test(shell.name) ? shell.parent : null;
  return () => process.ppid !== parent || (between !== null && originOf(parent)?.parent !== between);
}

/**
 * The orderly end of a command: on Ctrl-C, SIGTERM, a closed terminal, or when npm was killed, what was started is
 * stopped in reverse order, once.
 * @param {{ atFirst?: () => unknown, atLast?: () => unknown, interruptedCode?: number }} duties
 */
export function lifeline({ atFirst, atLast, interruptedCode = 0 } = {}) {
  /** @type {Promise<void> | undefined} */
  let ended;

  /** @param {number} code */
  function end(code) {
    ended ??= (async () => {
      try {
        await atFirst?.();
        await stopChildren();
        await atLast?.();
      } catch (error) {
        console.error(error);
      }
      process.exit(code);
    })();
    return ended;
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (!ended && signal !== "SIGHUP") console.log("\nStopping …");
      void end(interruptedCode);
    });
  }
  // Writing to a closed terminal or pipe must not keep the database from being stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const orphaned = npmAbove();
  setInterval(() => orphaned() && void end(interruptedCode), 500).unref();

  return {
    end,
    ending: () => ended !== undefined,
  };
}
