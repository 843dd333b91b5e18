import { sourceServer } from "./source-server";

// Plays every recorded source until it is told to stop, for a rehearsal by hand: `npx tsx test/setup/play-sources.ts [port]`.
const { address } = await sourceServer(Number(process.argv[2] ?? 0));
console.log(`HALFPITCH_SOURCES_AT=${address}`);
