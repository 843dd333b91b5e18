import type { Payload } from "../payload/payload";

/** One request of a connector. `name` tells its payload apart from the run's others. */
export type Question = {
  name: string;
  url: string;
  method?: "GET" | "POST";
  /** A JSON body. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** What the answer has to be; an HTML error page with status 200 fails. */
  expects: "json" | "csv" | "yaml" | "zip" | "text";
  /**
   * The version of what is asked for, where the source tells it elsewhere. An answer that was kept for it and is complete
   * serves again: nobody is asked.
   */
  version?: { name: string; complete: (text: string) => boolean };
  /** An answer of this status counts as an empty one instead of a failure: a file of a year that is not there yet. */
  absentOn?: readonly number[];
};

/** Asks politely and keeps the answer. Returns null only for a status of `absentOn`. Throws SourceError. */
export type Ask = (question: Question) => Promise<Payload | null>;
