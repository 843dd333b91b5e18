import type { ReactNode } from "react";
import { currentViewer } from "@/app/_auth/viewer";
import { PublicFrame } from "@/app/_ui/shell/public-frame";
import ReaderLayout from "../(reader)/layout";

/** The frame of the pages of readers for who is signed in, a plain one for everybody else. */
export default async function FeedsLayout({ children }: { children: ReactNode }) {
  return (await currentViewer()) ? <ReaderLayout>{children}</ReaderLayout> : <PublicFrame>{children}</PublicFrame>;
}
