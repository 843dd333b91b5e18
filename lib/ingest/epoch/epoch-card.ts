/** What all of Epoch AI's files have in common. */
export const epochCard = {
  licence: "CC BY 4.0",
  publishes: "itself",
  role: "primary",
  freshWithinHours: 24 * 9,
  rewrittenWithinDays: 90,
  hosts: { "epoch.ai": { quota: "epoch.ai", perSecond: 1 } },
  mostBytes: 40_000_000,
  publisher: { slug: "epoch-ai", name: "Epoch AI" },
} as const;

/** A source as Epoch wants to be named. */
export const epochSource = (key: string, title: string, url: string) => ({
  key,
  title: `${title}, CC BY 4.0`,
  publisher: "Epoch AI",
  url,
  kind: "dataset",
  licence: "CC BY 4.0",
  reliability: "medium" as const,
});
