import { z } from "zod";
import { AppError, type AppErrorCode, type FieldError, httpStatus } from "./error";

/** The body of a failed request, `application/problem+json` (RFC 9457). `detail` is the sentence for the person. */
export type Problem = {
  type: "about:blank";
  title: string;
  status: number;
  code: AppErrorCode | "defect";
  detail: string;
  errors?: readonly FieldError[];
  requestId?: string;
};

const titles: Record<AppErrorCode, string> = {
  not_found: "Not found",
  forbidden: "Not part of your subscription",
  unauthenticated: "Not signed in",
  unproven: "Your password is asked for again",
  invalid: "The request is not valid",
  conflict: "Something changed in the meantime",
  limit: "Too many requests",
  too_large: "The request is too large",
  unavailable: "Not available right now",
};

function fromAppError(error: AppError): Problem {
  const { code, message: detail, fields } = error;
  const problem = { type: "about:blank", title: titles[code], status: httpStatus[code], code, detail } as const;
  return fields.length > 0 ? { ...problem, errors: fields } : problem;
}

/** What to answer to a failed request. Anything that is not ours is a defect, of which nothing is told but its id. */
export function problemOf(error: unknown, requestId?: string): Problem {
  const id = requestId ? { requestId } : {};
  if (error instanceof AppError) return { ...fromAppError(error), ...id };
  if (error instanceof z.ZodError) {
    const fields = error.issues.map((issue) => ({ field: issue.path.join(".") || "query", message: issue.message }));
    const detail = fields.map(({ field, message }) => `${field}: ${message}`).join("; ");
    return { ...fromAppError(new AppError("invalid", detail, fields)), ...id };
  }
  const detail = "Something went wrong on our side. Nothing was changed. Try again, or tell us the request id.";
  return { type: "about:blank", title: "A defect", status: 500, code: "defect", detail, ...id };
}

/** The answer that carries a problem; never cached. */
export function problemResponse(problem: Problem): Response {
  const headers = { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store" };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
