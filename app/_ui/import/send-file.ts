type Sent = { id: number } | { failed: string | null };

const CUT_OFF = "The connection was cut off. Nothing was kept; send the file again.";

function answered(status: number, text: string): Sent {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    return { failed: CUT_OFF };
  }
  if (status === 201 && body && typeof body === "object" && "id" in body && typeof body.id === "number")
    return { id: body.id };
  const detail = body && typeof body === "object" && "detail" in body ? body.detail : null;
  return { failed: typeof detail === "string" ? detail : CUT_OFF };
}

/** Sends a file as it is. Tells how far it has come, which `fetch` cannot. `failed` is null where it was cancelled. */
export function sendFile(
  dataset: string,
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/studio/import?${new URLSearchParams({ dataset, name: file.name }).toString()}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => onShare(event.loaded / Math.max(1, event.total)));
    request.addEventListener("load", () => resolve(answered(request.status, request.responseText)));
    request.addEventListener("error", () => resolve({ failed: CUT_OFF }));
    request.addEventListener("abort", () => resolve({ failed: null }));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
