/**
 * What a capex figure counts. Cash is purchases as the cash-flow statement has them; two ways add leases to it, and a
 * company may have a measure of its own. Figures of two of them are never compared, nor added up.
 */
export const capexDefinitions = {
  cash: "Cash capex",
  "incl-finance-leases": "Including principal payments on finance leases",
  "incl-new-lease-assets": "Including assets under new finance leases",
  company: "The company's own definition",
  "cash-net-of-proceeds": "Cash capex, net of proceeds of sales",
  "net-of-customer-funding": "Net of what customers fund",
  "incl-leases-unspecified": "Including finance leases, which way not stated",
  "not-stated": "Definition not stated",
} as const satisfies Record<string, string>;
