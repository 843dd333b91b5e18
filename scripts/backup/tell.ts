import { AppError } from "@/lib/kernel/error";

/** One step in a line. */
export function sayStep({ step, ...figures }: { step: string } & Record<string, string | number>): void {
  const detail = Object.entries(figures).map(([name, value]) =>
    name === "table" || name === "tables" ? value : `${value} ${name}`,
  );
  console.log(`  ${step.padEnd(10)} ${detail.join(", ")}`);
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** A count of bytes for people: `1.4 GB`. */
export function byteCount(bytes: number): string {
  const step = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** step;
  return `${step === 0 ? size : size.toFixed(1)} ${UNITS[step]}`;
}

/** Tells an error in words that help and returns the exit code: 64 for wrong arguments, else 1. */
export function tellError(error: unknown, usage: string): number {
  const wrong = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (wrong) return (console.error(`${error.message}\n\n${usage}`), 64);
  if (error instanceof AppError) console.error(error.message);
  else console.error(error);
  return 1;
}
