/** One entry of the studio's navigation. `under` are the addresses at and below which it is marked. */
export type StudioPage = { href: string; label: string; under: readonly string[]; adminsOnly?: boolean };

/** The studio's pages, in order. A new page adds its line; a page below none of them belongs to the datasets. */
export const studioPages: readonly StudioPage[] = [
  { href: "/studio", label: "Desk", under: ["/studio/drafts", "/studio/history"] },
  { href: "/studio#datasets", label: "Datasets", under: [] },
  { href: "/studio/sources", label: "Sources", under: ["/studio/sources"] },
  { href: "/studio/entities", label: "Entities", under: ["/studio/entities"] },
  { href: "/studio/calendar", label: "Calendar", under: ["/studio/calendar"] },
  { href: "/studio/refresh", label: "Refresh", under: ["/studio/refresh"] },
  { href: "/office/people", label: "People", under: ["/office/people"], adminsOnly: true },
  { href: "/office/organisations", label: "Organisations", under: ["/office/organisations"], adminsOnly: true },
  { href: "/office/audit", label: "Audit", under: ["/office/audit"], adminsOnly: true },
];

const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** How an entry is marked on a page: `page` where it is that page, `true` where the page stands below it. */
export function currentMark(page: StudioPage, path: string): "page" | "true" | undefined {
  if (path === page.href) return "page";
  if (page.under.some((folder) => isUnder(path, folder))) return "true";
  const elsewhere = studioPages.some((one) => one.under.some((folder) => isUnder(path, folder)));
  return page.href === "/studio#datasets" && path.startsWith("/studio/") && !elsewhere ? "true" : undefined;
}
