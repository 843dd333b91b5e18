import { z } from "zod";

/** What a person may do in an organisation. */
export const Role = z.enum(["subscriber", "manager", "analyst", "admin"], "choose a role");
export type Role = z.infer<typeof Role>;
