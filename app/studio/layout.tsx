import type { ReactNode } from "react";
import { requireViewer } from "@/app/_auth/viewer";
import { StudioNav } from "@/app/_ui/studio/studio-nav";
import { holds } from "@/lib/access/entitlement";
import ReaderLayout from "../(reader)/layout";

/** The studio has the same frame as the pages of readers, and its own navigation for who works there. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  return (
    <ReaderLayout>
      {holds(viewer, "analyst") ? <StudioNav admin={viewer.role === "admin"} /> : null}
      {children}
    </ReaderLayout>
  );
}
