import { createReadStream } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { z } from "zod";
import type { Database } from "@/db/client";
import { upload } from "@/db/schema/index";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { recordAudit } from "@/lib/audit/record";
import { takeBody } from "@/lib/ingest/fetch/take-body";
import { SourceError } from "@/lib/ingest/source-error";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { configuredStore } from "@/lib/ingest/run/tools";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { limits } from "../limits";
import { unpackTo, openScratch } from "./kept-file";
import { sniffFile, type UploadFormat } from "./sniff-file";

export const UploadInput = z.strictObject({
  dataset: Slug,
  /** What the file is called where it comes from; its last part counts. */
  name: z
    .string()
    .transform((name) => (name.split(/[\\/]/).pop() ?? "").replace(/\p{Cc}/gu, "").trim())
    .pipe(z.string().min(1, "the file has no name").max(200, "the file's name is longer than 200 characters")),
});
export type UploadInput = z.input<typeof UploadInput>;

/** A file that has been taken in. */
export type Received = { id: number; name: string; format: UploadFormat; bytes: number };

const CUT_OFF = /^(?:AbortError|TimeoutError)$|^(?:ECONNRESET|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET)$/;

/** What went wrong while a file came in, in our own words; what is no fault of the file stays what it is. */
function told(error: unknown, name: string): unknown {
  if (error instanceof SourceError && error.kind === "too-big")
    return new AppError(
      "invalid",
      `${name} is larger than ${limits.fileBytes / 2 ** 20} MB. Send it in parts, or as CSV. Nothing was kept.`,
    );
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CUT_OFF.test(error.name) || CUT_OFF.test(code) || error.message === "aborted"
    ? new AppError("invalid", `${name} did not arrive whole. Nothing was kept; send it again.`)
    : error;
}

/**
 * Takes in a file, streamed: its bytes are kept by their hash, and a row says who brought what. Throws AppError
 * invalid, by name, for what is no table or cannot be taken, and forbidden for who may not edit the dataset.
 */
export async function receiveUpload(
  viewer: Viewer,
  input: UploadInput,
  body: Readable,
  db: Database = database(),
  store: PayloadStore = configuredStore(),
): Promise<Received> {
  const { dataset, name } = UploadInput.parse(input);
  demandAnalyst(viewer, dataset);
  const { folder, remove } = await openScratch();
  try {
    const packed = path.join(folder, "file.gz");
    const most = { mostBytes: limits.fileBytes, answerMs: limits.uploadMs };
    const { hash, bytes } = await takeBody(body, "", packed, most).catch((error: unknown) => {
      throw told(error, name);
    });
    const plain = path.join(folder, "file");
    await unpackTo(plain, createReadStream(packed));
    const format = await sniffFile(plain, name);
    await store.keep(hash, packed);
    const row = { dataset, name, format, bytes, hash, person_id: viewer.personId };
    const id = await db.orm.transaction(async (tx) => {
      const [made] = await tx.insert(upload).values(row).returning({ id: upload.id });
      if (!made) throw new Error("an upload without an id");
      const detail = { dataset, name, format, bytes, hash };
      await recordAudit(tx, { personId: viewer.personId, action: "import.received", subject: String(made.id), detail });
      return made.id;
    });
    return { id, name, format, bytes };
  } finally {
    await remove();
  }
}
