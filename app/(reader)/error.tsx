"use client";

import { Failed } from "@/app/_ui/failed";

export default function ReaderError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failed error={error} retry={retry} inside />;
}
