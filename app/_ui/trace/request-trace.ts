import { isTraceView, type TraceView } from "./trace-view";

export type TraceQuery = { series: string; period: string; asOf: string | null };

/** A trace that was refused. `status` 403 is no right, 404 no such series, 0 no connection. */
export class TraceRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "TraceRefused";
    this.status = status;
  }
}

async function refusal(response: Response): Promise<TraceRefused> {
  const text = await response.text();
  if (!response.headers.get("content-type")?.includes("problem+json")) return new TraceRefused(response.status, "");
  const problem: unknown = JSON.parse(text);
  const detail = typeof problem === "object" && problem !== null && "detail" in problem ? String(problem.detail) : "";
  return new TraceRefused(response.status, detail);
}

/** Asks where a number came from. Throws TraceRefused with the sentence for the person. */
export async function requestTrace({ series, period, asOf }: TraceQuery, signal: AbortSignal): Promise<TraceView> {
  const params = new URLSearchParams({ series, period, ...(asOf ? { asOf } : {}) });
  const response = await fetch(`/api/trace?${params}`, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw await refusal(response);
  const answer: unknown = await response.json();
  if (!isTraceView(answer)) throw new TraceRefused(response.status, "");
  return answer;
}
