const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** @param {number} ms */
export function duration(ms) {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** Reports on a terminal: one line that moves while the work goes on. */
function terminalReport(title, started) {
  let frame = 0;
  let note = "";
  const clear = () => process.stdout.write("\r\u001b[K");
  const draw = () => {
    const line = [` ${frames[frame++ % frames.length]}`, title, note, duration(performance.now() - started)]
      .filter(Boolean)
      .join(" ");
    clear();
    process.stdout.write(line.slice(0, (process.stdout.columns || 80) - 1));
  };
  const timer = setInterval(draw, 100);
  draw();
  return {
    note: (text) => (note = text),
    end: (mark, outcome) => {
      clearInterval(timer);
      clear();
      console.log(` ${mark} ${title}${outcome ? `: ${outcome}` : ""} (${duration(performance.now() - started)})`);
    },
  };
}

/** Reports into a file or a pipe: a line at the beginning, one every ten seconds, one at the end. */
function plainReport(title, started) {
  let note = "";
  console.log(`   ${title} …`);
  const timer = setInterval(() => {
    console.log(["  ", title, "…", note, duration(performance.now() - started)].filter(Boolean).join(" "));
  }, 10_000);
  return {
    note: (text) => (note = text),
    end: (mark, outcome) => {
      clearInterval(timer);
      console.log(` ${mark} ${title}${outcome ? `: ${outcome}` : ""} (${duration(performance.now() - started)})`);
    },
  };
}

/**
 * Does one step of the work and shows that it goes on and how long it took. What the work returns as `outcome` is
 * added to its line.
 * @template T
 * @param {string} title
 * @param {(note: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  const report = process.stdout.isTTY ? terminalReport(title, started) : plainReport(title, started);
  try {
    const result = await work(report.note);
    report.end("✓", result?.outcome);
    return result;
  } catch (error) {
    report.end("✗", "failed");
    throw error;
  }
}
