import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";

/** Links to the pages of a long list, which keep its filter. */
export function PagesRow(props: { path: string; query: Record<string, string>; page: number; pages: number }) {
  const { path, query, page, pages } = props;
  if (pages <= 1) return null;
  const to = (n: number) => `${path}?${new URLSearchParams({ ...query, page: String(n) }).toString()}`;
  return (
    <p className={styles.muted}>
      Page {page} of {pages}. {page > 1 ? <Link href={to(page - 1)}>Before</Link> : null}{" "}
      {page < pages ? <Link href={to(page + 1)}>Next</Link> : null}
    </p>
  );
}
