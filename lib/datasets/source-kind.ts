/** What people write for the kinds of source that are told apart. */
const MEANT: Readonly<Record<string, string>> = {
  "sec filing": "filing",
  "regulatory filing": "filing",
  "annual report": "filing",
  "quarterly report": "filing",
  prospectus: "filing",
  "company release": "press release",
  "earnings release": "press release",
  "news release": "press release",
  newsroom: "press release",
  "shareholder letter": "press release",
  "call transcript": "transcript",
  "earnings call": "transcript",
  "earnings call transcript": "transcript",
  "rate card": "price list",
  "pricing page": "price list",
};
const FORM = /^(form )?(10 [kq]|8 k|20 f|6 k|s 1|f 1|424b\d)(\/? ?a)?$/;

/** The kind of a source as the rules know it, however it was written: `SEC_filing` and `10-K` are filings. */
export function plainKind(kind: string): string {
  const plain = kind
    .toLowerCase()
    .replace(/[_\s-]+/g, " ")
    .trim();
  return FORM.test(plain) ? "filing" : (MEANT[plain] ?? plain);
}
