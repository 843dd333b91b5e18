/**
 * A part of a page's path as it reads. Next hands it over as it stands in the address; what is no text after decoding
 * stays as it is, and names nothing.
 */
export function plainParam(given: string): string {
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}
