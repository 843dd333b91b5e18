import { connection } from "next/server";
import { currentViewer } from "@/app/_auth/viewer";
import { type RecordAsk, readPublicRecord } from "@/lib/access/public-record";
import { readerFor } from "@/lib/access/reader";

/** A part of the record: with figures for who is signed in and may read them, without for everybody else. */
export async function pageRecord(ask: RecordAsk) {
  await connection();
  const viewer = await currentViewer();
  const page = await (viewer ? readerFor(viewer, null).record(ask) : readPublicRecord(ask));
  return { ...page, signedIn: viewer !== null };
}
