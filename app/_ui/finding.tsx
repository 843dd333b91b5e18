import styles from "./finding.module.css";

/** Days, and amounts with the unit that follows them: a line that broke inside would be misread. */
const WHOLE = /(\d{4}-\d{2}-\d{2}|\d[\d,.–]* (?:MW|GW|GPUs|pp|%))/;

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
  // Every other part of the split is one that stays whole; their order never changes.
  const parts = title.split(WHOLE).map((text, at) => ({ text, at, whole: at % 2 === 1 }));
  return (
    <div className={styles.finding}>
      <Heading id={id}>
        {parts.map(({ text, at, whole }) =>
          whole ? (
            <span key={at} className={styles.whole}>
              {text}
            </span>
          ) : (
            text
          ),
        )}
      </Heading>
      {subtitle ? <p className={styles.subtitle}>{subtitle}</p> : null}
    </div>
  );
}
