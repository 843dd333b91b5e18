import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { RecordedSource } from "@/lib/store/rows";

type Pair = { one: RecordedSource; other: RecordedSource; because: string };
const SHOWN = 20;

const Said = ({ source }: { source: RecordedSource }) => (
  <>
    <Link href={`/studio/sources/${source.key}`}>{source.title}</Link>
    <span className={styles.below}>
      {[source.publisher, source.published, source.url].filter(Boolean).join(", ") || source.key}
    </span>
  </>
);

function PairForm({ pair: { one, other, because } }: { pair: Pair }) {
  const keep = (kept: RecordedSource, gone: RecordedSource) => (
    <Link
      href={`/studio/sources/${gone.key}?into=${kept.key}#merge`}
      prefetch={false}
      aria-label={`Keep ${kept.title} in place of ${gone.title}`}
    >
      Keep this one: see what would move
    </Link>
  );
  return (
    <tr>
      <td className={styles.words}>
        <Said source={one} />
        {keep(one, other)}
      </td>
      <td className={styles.words}>
        <Said source={other} />
        {keep(other, one)}
      </td>
      <td>{because}</td>
    </tr>
  );
}

/** Sources that look like one recorded twice, each pair with the choice of which to keep. */
export function Duplicates({ pairs }: { pairs: readonly Pair[] }) {
  if (pairs.length === 0) return null;
  return (
    <details className={styles.section}>
      <summary>
        {pairs.length === 1 ? "One pair looks" : `${pairs.length} pairs look`} like one source recorded twice
      </summary>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Recorded twice">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">One</th>
              <th scope="col">The other</th>
              <th scope="col">Alike by</th>
            </tr>
          </thead>
          <tbody>
            {pairs.slice(0, SHOWN).map((pair) => (
              <PairForm key={`${pair.one.key} ${pair.other.key}`} pair={pair} />
            ))}
          </tbody>
        </table>
      </div>
      {pairs.length > SHOWN ? <p className={styles.muted}>The first {SHOWN} are shown.</p> : null}
    </details>
  );
}
