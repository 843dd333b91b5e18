import styles from "./import.module.css";

type Props = { what: string; page: number; size: number; of: number; onPage: (page: number) => void };

/** Goes back and forth through a long list; nothing where it fits one page. */
export function Pages({ what, page, size, of, onPage }: Props) {
  const last = Math.max(0, Math.ceil(of / size) - 1);
  if (last === 0) return null;
  const [from, to] = [page * size + 1, Math.min(of, (page + 1) * size)];
  return (
    <div className={styles.pages} role="group" aria-label={`Pages of ${what}`}>
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Before
      </button>
      <span role="status">
        {from.toLocaleString("en-US")}–{to.toLocaleString("en-US")} of {of.toLocaleString("en-US")}
      </span>
      <button type="button" disabled={page >= last} onClick={() => onPage(page + 1)}>
        Next
      </button>
    </div>
  );
}
