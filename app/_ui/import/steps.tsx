import Link from "next/link";
import styles from "./import.module.css";

type Step = { id: string; label: string; href: string | null };

/** The steps of an import: the one that a person is on is marked, and those that can be gone to are links. */
export function Steps({ steps, current }: { steps: readonly Step[]; current: string }) {
  return (
    <nav aria-label="Steps of the import">
      <ol className={styles.steps}>
        {steps.map(({ id, label, href }, at) => (
          <li key={id} aria-current={id === current ? "step" : undefined}>
            <span className={styles.count}>{at + 1}</span>
            {href && id !== current ? (
              <Link href={href} prefetch={false}>
                {label}
              </Link>
            ) : (
              <span className={href || id === current ? undefined : styles.muted}>{label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
