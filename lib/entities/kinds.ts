import { z } from "zod";

/**
 * Everything that numbers can be about. `attributes` are what a kind's starter file and pages may carry beside
 * name and aliases; `entitledBy` names the datasets of which one must be open to a viewer before its
 * attributes (never its name) are shown.
 */
export type Attribute = {
  label: string;
  type: "text" | "number" | "boolean" | "day" | "url" | "country";
  unit?: string;
};
export type EntityKindDefinition = {
  label: string;
  plural: string;
  attributes: Record<string, Attribute>;
  entitledBy: readonly string[];
};

export const entityKinds = {
  accelerator: {
    label: "Accelerator",
    plural: "Accelerators",
    attributes: {
      designer: { label: "Designer", type: "text" },
      family: { label: "Family", type: "text" },
      form_factor: { label: "Form factor", type: "text" },
      announced_on: { label: "Announced", type: "text" },
      available_on: { label: "Available", type: "text" },
      memory_gb: { label: "Memory", type: "number", unit: "GB" },
      memory_kind: { label: "Memory kind", type: "text" },
      tdp_w: { label: "Power", type: "number", unit: "W" },
    },
    entitledBy: ["gpu-prices", "neocloud-fleets", "accelerator-cost", "accelerator-specs"],
  },
  cloud: {
    label: "Cloud",
    plural: "Clouds",
    attributes: {
      kind: { label: "Kind", type: "text" },
      country: { label: "Headquarters", type: "country" },
      founded: { label: "Founded", type: "text" },
      ticker: { label: "Ticker", type: "text" },
      sovereign: { label: "Sovereign", type: "boolean" },
      backers: { label: "Backers", type: "text" },
      website: { label: "Website", type: "url" },
      status: { label: "Status", type: "text" },
      status_note: { label: "Status note", type: "text" },
      unverified: { label: "Attributes not verified", type: "text" },
    },
    entitledBy: ["neocloud-fleets"],
  },
  company: {
    label: "Company",
    plural: "Companies",
    attributes: {
      ticker: { label: "Ticker", type: "text" },
      country: { label: "Headquarters", type: "country" },
      fiscal_year_end: { label: "Fiscal year ends", type: "text" },
    },
    entitledBy: ["company-financials", "hbm-share"],
  },
  site: {
    label: "Site",
    plural: "Sites",
    attributes: { country: { label: "Country", type: "country" } },
    entitledBy: ["neocloud-fleets", "campus-power", "gpu-clusters"],
  },
  publisher: {
    label: "Publisher",
    plural: "Publishers",
    attributes: {},
    entitledBy: [],
  },
} as const satisfies Record<string, EntityKindDefinition>;

export type EntityKind = keyof typeof entityKinds;
export const EntityKind = z.enum(["accelerator", "cloud", "company", "site", "publisher"]);

/** The definition of a kind with its exact keys forgotten, for code that handles any kind. */
export function entityKind(kind: EntityKind): EntityKindDefinition {
  return entityKinds[kind];
}
