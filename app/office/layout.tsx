import type { ReactNode } from "react";
import StudioLayout from "../studio/layout";

/** The office has the same frame as the studio, in whose navigation its pages stand. */
export default function OfficeLayout({ children }: { children: ReactNode }) {
  return <StudioLayout>{children}</StudioLayout>;
}
