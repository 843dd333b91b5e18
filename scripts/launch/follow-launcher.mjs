// Loaded into the web server before anything else: it must not outlive the launcher, however that ended.
// `next dev` hands it on to its workers, which have a parent of their own to follow.
if (String(process.ppid) === process.env.HALFPITCH_LAUNCHER) {
  process.once("disconnect", () => process.exit(1));
  process.channel?.unref();
}
