export type SourceErrorKind =
  | "unreachable"
  | "refused"
  | "limited"
  | "failing"
  | "stalled"
  | "too-big"
  | "truncated"
  | "not-what-was-asked"
  | "redirected-away"
  | "forbidden-by-robots"
  | "shape";

/** A source that did not answer as it should. The message is for an analyst and holds no key. */
export class SourceError extends Error {
  readonly kind: SourceErrorKind;
  constructor(kind: SourceErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SourceError";
    this.kind = kind;
  }
}
