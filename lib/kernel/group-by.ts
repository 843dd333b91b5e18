/** Items by key, keys in the order of their first item. What `Map.groupBy` does, which Node 20 lacks. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Adds items to the list of a key, made where there is none. To copy the list for each would cost its square. */
export function addTo<T, K>(groups: Map<K, T[]>, key: K, ...items: readonly T[]): void {
  const group = groups.get(key);
  if (group) for (const item of items) group.push(item);
  else groups.set(key, [...items]);
}
