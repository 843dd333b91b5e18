import type { GridSession } from "./grid-session";
import type { OpenHead } from "./head-address";
import type { HeaderColumn } from "./header-widths";

/** The menu of a heading that is in sight, where it is to stand. Null where it is not drawn. */
export function headAt(kind: OpenHead["kind"], key: string): OpenHead | null {
  const heading = document.querySelector(`[data-${kind}="${CSS.escape(key)}"]`)?.getBoundingClientRect();
  return heading ? { kind, key, left: heading.left, top: heading.bottom } : null;
}

/** The menu of the next heading that is in sight, either way; the one that is open where there is none. */
export function neighbourOf(
  session: GridSession,
  headers: readonly HeaderColumn[],
  open: OpenHead,
  way: 1 | -1,
): OpenHead {
  const all = [
    ...headers.map(({ key }) => ({ kind: "dimension" as const, key })),
    ...session.state.columns.map(({ period }) => ({ kind: "period" as const, key: period })),
  ];
  const from = all.findIndex(({ kind, key }) => kind === open.kind && key === open.key);
  for (let at = from + way; at >= 0 && at < all.length; at += way) {
    const next = all[at];
    const found = next ? headAt(next.kind, next.key) : null;
    if (found) return found;
  }
  return open;
}
