/** Runs once when a server starts, before the first request: a bad environment stops it here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { followAnswers } = await import("@/app/_data/answer-status");
  const { refuseMalformedAddresses } = await import("@/app/_data/malformed-address");
  const { env, informNextAuth } = await import("@/lib/env");
  const { distrustForwardedAddresses } = await import("@/lib/access/client-address");
  const { keepFollowingDatabaseClock } = await import("@/lib/store/follow-database-clock");
  const { database } = await import("@/lib/store/database");
  const { registerExtraDatasets } = await import("@/lib/datasets/extra");
  const { tellLastWords } = await import("@/lib/kernel/last-words");
  tellLastWords("web");
  informNextAuth();
  distrustForwardedAddresses();
  refuseMalformedAddresses();
  followAnswers();
  const { tellFigures } = await import("@/lib/front/tell-figures");
  tellFigures();
  await registerExtraDatasets(env().HALFPITCH_DATASETS);
  if (env().DATABASE_URL) await keepFollowingDatabaseClock(database().sql);
}
