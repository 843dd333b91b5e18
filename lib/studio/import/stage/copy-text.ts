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
