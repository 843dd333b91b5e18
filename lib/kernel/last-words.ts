const MOST_LETTERS = 300;

const textOf = (value: unknown): string =>
  typeof value === "string" ? value.replaceAll(/\s+/g, " ").slice(0, MOST_LETTERS) : "";

/** The line that a process leaves behind: of what it dies, never the statement or the values that it was about. */
export function lastWords(program: string, error: unknown, origin: string): string {
  const known = error instanceof Error;
  // Drizzle's own words are the statement with its values; what the database said of it is its cause.
  const meant = known && error.message.startsWith("Failed query") && error.cause instanceof Error ? error.cause : error;
  const words = meant instanceof Error ? { error: meant.name, words: textOf(meant.message) } : { words: textOf(meant) };
  const code = meant instanceof Error && "code" in meant ? { code: textOf(meant.code) } : {};
  return JSON.stringify({ level: "fatal", step: "dying", program, origin, ...words, ...code });
}

/** Has this process say in one line why it dies when something throws outside of all that is awaited. It still dies. */
export function tellLastWords(program: string): void {
  process.on("uncaughtExceptionMonitor", (error, origin) => console.error(lastWords(program, error, origin)));
}
