/** A count with its noun: `1 cloud`, `141 clouds`, `no cloud`; `many` where the plural is not made with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${one}`;
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** A sentence with its first letter as a capital. */
export const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** A label inside a sentence: `Revenue, yearly` is `revenue, yearly`; an abbreviation stays as it is. */
export const uncapitalised = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? `${text.slice(0, 1).toLowerCase()}${text.slice(1)}` : text;
