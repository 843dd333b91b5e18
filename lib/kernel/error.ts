/** The closed set of ways in which a request can fail for a reason that the person can act on. */
export type AppErrorCode =
  | "not_found"
  | "forbidden"
  | "unauthenticated"
  | "unproven"
  | "invalid"
  | "conflict"
  | "limit"
  | "too_large"
  | "unavailable";

export type FieldError = { field: string; message: string };

/**
 * A failure with a sentence for the person: what happened, what was kept, what to do.
 * Only this message may reach a reader; anything else is a defect and is logged.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: readonly FieldError[];

  constructor(code: AppErrorCode, message: string, fields: readonly FieldError[] = []) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.fields = fields;
  }
}

export const httpStatus: Record<AppErrorCode, number> = {
  not_found: 404,
  forbidden: 403,
  unauthenticated: 401,
  unproven: 403,
  invalid: 400,
  conflict: 409,
  limit: 429,
  too_large: 413,
  unavailable: 503,
};
