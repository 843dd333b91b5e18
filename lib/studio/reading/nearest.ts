/** How many letters have to be added, dropped, changed or swapped; more than `most` counts as `most + 1`. */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, above]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min((above?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above?.[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, above] = [above ?? [], row];
  }
  return above?.[other.length] ?? most + 1;
}

/** At most three of the names that look like what was written, nearest first. */
export function nearest(written: string, names: Iterable<string>): string[] {
  const wanted = written.trim().toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const found: { name: string; far: number }[] = [];
  for (const name of new Set(names)) {
    const lower = name.toLowerCase();
    const inside = wanted.length >= 3 && (lower.includes(wanted) || (lower.length >= 3 && wanted.includes(lower)));
    const far = Math.min(distance(wanted, lower, most), inside ? most : most + 1);
    if (far <= most) found.push({ name, far });
  }
  return found
    .toSorted((a, b) => a.far - b.far || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map((one) => one.name);
}
