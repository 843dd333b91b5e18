// Loaded into the web server before anything else: it must not outlive the launcher, however that ended.
process.once("disconnect", () => process.exit(1));
process.channel?.unref();
