"use client";

import { useQuery } from "@tanstack/react-query";
import skeleton from "@/app/_ui/skeleton.module.css";
import { requestTrace, type TraceQuery, TraceRefused } from "./request-trace";
import styles from "./trace.module.css";
import { TraceDetails } from "./trace-details";

function Waiting() {
  return (
    <div className={styles.waiting} role="status">
      <span className="sr-only">Loading</span>
      {["40%", "90%", "75%", "60%", "85%"].map((width) => (
        <div key={width} className={skeleton.line} style={{ width }} />
      ))}
    </div>
  );
}

function refusedTitle(status: number): string {
  if (status === 401) return "You are no longer signed in";
  if (status === 403) return "Not part of your subscription";
  return status === 404 ? "There is no such number" : "This could not be loaded";
}

function Refused({ error, retry }: { error: Error; retry: () => void }) {
  const status = error instanceof TraceRefused ? error.status : 0;
  const final = status === 403 || status === 404;
  const detail =
    error instanceof TraceRefused && error.message ? error.message : "Check the connection, then try again.";
  return (
    <div className={styles.section} role="alert">
      <h3>{refusedTitle(status)}</h3>
      <p>{detail}</p>
      {final ? null : (
        <button type="button" className={styles.button} onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** The drawer's content: loads the trace of one number and shows it, or why it cannot. */
export function TraceBody({ query }: { query: TraceQuery }) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["trace", query.series, query.period, query.asOf],
    queryFn: ({ signal }) => requestTrace(query, signal),
  });
  if (data) return <TraceDetails trace={data} />;
  if (isFetching || !error) return <Waiting />;
  return <Refused error={error} retry={() => void refetch()} />;
}
