import type { Reading } from "./connector";

/** Notices, once each, the fields of records that a source did not use to send. */
export function newFields(known: ReadonlySet<string>): (record: unknown) => Generator<Reading> {
  const met = new Set<string>();
  return function* (record) {
    if (typeof record !== "object" || record === null) return;
    for (const field of Object.keys(record)) {
      if (known.has(field) || met.has(field)) continue;
      met.add(field);
      yield { unknownField: field };
    }
  };
}
