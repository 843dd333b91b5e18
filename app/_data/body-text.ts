/** How long a body may be, and what is thrown where it is longer. */
export type BodyLimit = { mostBytes: number; tooMuch: () => Error };

/**
 * The text of a body, as far as it is taken, before anybody has parsed it: one that comes in chunks does not say before
 * how long it is. Throws by its limit.
 */
export async function bodyText(request: Request, { mostBytes, tooMuch }: BodyLimit): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) throw tooMuch();
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooMuch();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
