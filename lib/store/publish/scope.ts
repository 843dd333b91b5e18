import type { Transaction } from "@/db/client";

/**
 * What everything of one publication shares. `at` is the moment of publication, taken by the database's clock once its
 * turn had come: an earlier one would let a publication that waited stand behind the one that it waited for.
 */
export type Scope = { tx: Transaction; changeSetId: number; at: string };
