import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import type { Viewer } from "./viewer";

/** What somebody is called by who may not know their name. */
export const AN_ANALYST = "an analyst";

/** Whether the viewer may know who of the house does what. Other organisations see what was done, and not by whom. */
export const knowsAnalysts = (viewer: Viewer): boolean => viewer.house === true;

/** Throws forbidden for who is not of the house: how it runs a dataset is its own. */
export function demandHouseSettings(viewer: Viewer): void {
  if (!knowsAnalysts(viewer))
    throw new AppError("forbidden", "How a dataset is run is settled, and seen, by the house alone.");
}

/** A person's name as the viewer may know it: their own, and those of the house for the house itself. */
export const analystFor = (viewer: Viewer, name: string): string =>
  knowsAnalysts(viewer) || name === viewer.name ? name : AN_ANALYST;

/** The author of a publication as the viewer may know them: programs have names for everybody. */
export const authorFor = (viewer: Viewer, { author, authorKind }: { author: string; authorKind: string }): string =>
  authorKind === "person" ? analystFor(viewer, author) : author;

/** The same as an expression over a row of `change_set` that a query calls `cs`. */
export const authorColumn = (sql: Queryable, viewer: Viewer) => sql`
  case when cs.author_kind <> 'person' or ${knowsAnalysts(viewer)} or cs.author = ${viewer.name} then cs.author
    else ${AN_ANALYST} end`;

/** The name of a row of `person` that a query calls `person`: known to the house, and to members of the same organisation. */
export const personColumn = (sql: Queryable, viewer: Viewer) => sql`
  case when ${knowsAnalysts(viewer)} or exists (
      select 1 from member where person_id = person.id and organisation_id = ${viewer.organisationId}) then person.name
    else ${AN_ANALYST} end`;
