import styles from "./finding.module.css";

export type HeadingLevel = 1 | 2 | 3 | 4;

/** A title that says what was found, with measure, unit and date below it. */
export function Finding({
  title,
  subtitle,
  level = 2,
  id,
}: {
  title: string;
  subtitle?: string;
  level?: HeadingLevel;
  id?: string;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.finding}>
      <Heading id={id}>{title}</Heading>
      {subtitle ? <p className={styles.subtitle}>{subtitle}</p> : null}
    </div>
  );
}
