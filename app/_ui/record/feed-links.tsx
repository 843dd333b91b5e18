import styles from "./record.module.css";

const FORMATS = [
  { format: "rss", name: "RSS" },
  { format: "atom", name: "Atom" },
  { format: "json", name: "JSON Feed" },
] as const;

/** Where programs read a feed, in each of its forms. */
export function FeedLinks({ feed, dataset }: { feed: string; dataset: string | null }) {
  return (
    <p className={styles.links}>
      {FORMATS.map(({ format, name }) => (
        <a key={format} href={`/feeds/${feed}/${format}${dataset === null ? "" : `?dataset=${dataset}`}`}>
          {name}
        </a>
      ))}
    </p>
  );
}
