/** One step of a run: what happens, and figures about it. Never a key, a header or a body. */
export type Step = { step: string } & Record<string, string | number | boolean | null>;
export type RunLog = (step: Step) => void;

/** Writes a step as one line of JSON, with the moment and whatever belongs to every line. */
export function jsonLog(write: (line: string) => void, now: () => Date, always: Record<string, string> = {}): RunLog {
  return (step) => write(JSON.stringify({ at: now().toISOString(), ...always, ...step }));
}

export const silentLog: RunLog = () => undefined;
