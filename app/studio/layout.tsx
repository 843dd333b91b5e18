import type { ReactNode } from "react";
import ReaderLayout from "../(reader)/layout";

/** The studio has the same frame as the pages of readers. */
export default function StudioLayout({ children }: { children: ReactNode }) {
  return <ReaderLayout>{children}</ReaderLayout>;
}
