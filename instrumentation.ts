/** Runs once when a server starts, before the first request: a bad environment stops it here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env, informNextAuth } = await import("@/lib/env");
  const { registerExtraDatasets } = await import("@/lib/datasets/extra");
  informNextAuth();
  await registerExtraDatasets(env().HALFPITCH_DATASETS);
}
