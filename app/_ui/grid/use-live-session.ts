import { useEffect, useState } from "react";
import { GridSession, type GridStart } from "./grid-session";
import { GridWatch } from "./grid-watch";

/**
 * The session of a grid while its page is open: it sends what waits, and hears what others do as long as the page is in
 * sight. Who comes back to it sees what changed meanwhile.
 */
export function useLiveSession(start: GridStart): { session: GridSession; watch: GridWatch } {
  const [live] = useState(() => {
    const session = new GridSession(start);
    return { session, watch: new GridWatch(session) };
  });
  useEffect(() => {
    const { session, watch } = live;
    session.begin();
    if (document.visibilityState === "visible") watch.start();
    const onSight = () => {
      if (document.visibilityState !== "visible") return watch.stop();
      watch.start();
      session.queue.retry();
      if (session.editor === null) void session.reload();
    };
    const online = () => {
      session.queue.retry();
      watch.lookNow();
    };
    const focus = () => session.queue.retry();
    const leave = () => watch.stop();
    document.addEventListener("visibilitychange", onSight);
    window.addEventListener("online", online);
    window.addEventListener("focus", focus);
    window.addEventListener("pagehide", leave);
    return () => {
      watch.stop();
      session.rows.stop();
      document.removeEventListener("visibilitychange", onSight);
      window.removeEventListener("online", online);
      window.removeEventListener("focus", focus);
      window.removeEventListener("pagehide", leave);
    };
  }, [live]);
  return live;
}
