const LEGAL =
  /\b(incorporated|inc|corporation|corp|company|co|ltd|limited|llc|plc|ag|se|sa|nv|n v|gmbh|holdings?|group)\b/g;

/** A name for comparing: small letters and digits in single spaces, without accents, signs and legal forms. */
export function plainName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’.]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const short = plain.replace(LEGAL, " ").replace(/ +/g, " ").trim();
  return short === "" ? plain : short;
}

/** Whether one plain name stands in another one as whole words. */
export const standsIn = (name: string, text: string): boolean => name !== "" && ` ${text} `.includes(` ${name} `);
