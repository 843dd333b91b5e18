import { problemOf, problemResponse } from "@/lib/kernel/problem";
import { AppError } from "@/lib/kernel/error";

/** Refuses what cannot be asked: an address that is not text, or a method that the site does not know. */
function refuse(request: Request): Response {
  const method = new URL(request.url).searchParams.has("method");
  const sentence = method
    ? "The site does not know this method."
    : "The address holds something that is no text: a percent sign that encodes nothing, or a NUL.";
  const problem = problemOf(new AppError("invalid", sentence));
  return problemResponse(method ? { ...problem, status: 405, title: "Method not allowed" } : problem);
}

export { refuse as GET, refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
