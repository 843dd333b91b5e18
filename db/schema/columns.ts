import { bigint, timestamp } from "drizzle-orm/pg-core";

/** A number that the database gives and that is never chosen. */
export const id = () => bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity();

/** The moment at which a row was written, by the database's clock. */
export const writtenAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();
