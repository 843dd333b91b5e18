import type { Viewer } from "@/lib/access/viewer";
import { connect } from "@/db/client";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import { applyImport } from "@/lib/studio/import/apply-import";
import { toyDataset, wideToyDataset } from "./store-toy";

// Puts a file into a draft and kills its own process in the middle of saving. Arguments: database, store, upload, viewer.
const [url = "", folder = "", upload = "", who = "{}"] = process.argv.slice(2);
const viewer: Viewer = JSON.parse(who);
toyDataset();
wideToyDataset();
await applyImport(
  viewer,
  { dataset: "toy-wide", upload: Number(upload) },
  (event) => {
    if (event.kind === "progress" && event.phase === "saving" && event.done >= 10_000)
      process.kill(process.pid, "SIGKILL");
  },
  { db: connect(url, { max: 4 }), store: folderStore(folder) },
);
