import { stopViewingAs } from "@/app/_auth/view-as";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import styles from "./shell.module.css";
import { ViewingWatch } from "./viewing-watch";

/** Says on every page that an admin views it as somebody else, with the way out. Stays in sight. */
export function ViewingBanner({ viewer }: { viewer: Viewer }) {
  const { viewedBy, name, role } = viewer;
  return (
    <>
      {viewedBy ? (
        <div className={styles.viewing} role="region" aria-label={`Viewing as ${name}`}>
          <p>
            Viewing as <strong>{name}</strong>, {role}. Nothing can be changed. Ends at {viewedBy.until.slice(11, 16)}{" "}
            UTC.
          </p>
          <form action={stopViewingAs}>
            <button type="submit">Stop</button>
          </form>
        </div>
      ) : null}
      <ViewingWatch endsInMs={viewedBy ? Date.parse(viewedBy.until) - now().getTime() : null} />
    </>
  );
}
