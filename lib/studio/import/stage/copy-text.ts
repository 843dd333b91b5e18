const SPECIAL = /[\\\t\n\r\b\f\v]/;
const ESCAPED: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
};

/** A value as COPY takes it in its text format: `\N` for none, signs that part values and rows escaped. */
export function copyField(value: string | number | null): string {
  if (value === null) return "\\N";
  if (typeof value === "number") return String(value);
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r\b\f\v]/g, (sign) => ESCAPED[sign] ?? sign) : value;
}

/** A row as COPY takes it. */
export function copyRow(values: readonly (string | number | null)[]): string {
  let row = "";
  for (const [at, value] of values.entries()) row += at === 0 ? copyField(value) : `\t${copyField(value)}`;
  return `${row}\n`;
}
