import { connect } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { dyingDatabase } from "./dying-database";
import { toyDataset } from "./store-toy";

// Publishes a draft and kills its own process before the nth statement. Arguments: database, draft, nth, viewer.
const [url = "", draft = "", nth = "", who = "{}"] = process.argv.slice(2);
const viewer: Viewer = JSON.parse(who);
toyDataset();
const dying = dyingDatabase(connect(url, { max: 2 }), Number(nth), () => {
  process.kill(process.pid, "SIGKILL");
  throw new Error("killed");
});
await publishDraft(viewer, { draft: Number(draft), closesEdition: true }, dying).catch(() => undefined);
process.exit();
