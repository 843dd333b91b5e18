import { connection } from "next/server";
import { currentViewer } from "@/app/_auth/viewer";
import { type RecordAsk, readPublicRecord } from "@/lib/access/public-record";
import { readerFor } from "@/lib/access/reader-for";
import { endOfDay } from "@/lib/access/reader-ways";

/** A part of the record: with figures for who is signed in and may read them, without for everybody else. */
export async function pageRecord(ask: RecordAsk, asOf: string | null) {
  await connection();
  const viewer = await currentViewer();
  const until = asOf ? endOfDay(asOf).toISOString() : undefined;
  const page = await (viewer ? readerFor(viewer, asOf, "page").record(ask) : readPublicRecord({ ...ask, until }));
  return { ...page, signedIn: viewer !== null };
}
