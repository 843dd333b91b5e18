import { connection } from "next/server";
import { cache } from "react";
import { currentViewer, requireViewer } from "@/app/_auth/viewer";
import type { Reader } from "@/lib/access/reader";
import type { UsageKind } from "@/lib/access/usage";
import { readerFor } from "@/lib/access/reader-for";
import { AppError } from "@/lib/kernel/error";

/** The reader of a page, standing on `asOfDay` (null: latest). Leads to sign-in where nobody is signed in. */
export const pageReader = cache(async (asOfDay: string | null): Promise<Reader> => {
  await connection();
  return readerFor(await requireViewer(), asOfDay, "page");
});

/** The reader of an API route. Throws unauthenticated where nobody is signed in. */
export async function apiReader(asOfDay: string | null, kind: UsageKind = "api"): Promise<Reader> {
  const viewer = await currentViewer();
  if (!viewer) throw new AppError("unauthenticated", "Sign in to read this.");
  return readerFor(viewer, asOfDay, kind);
}
