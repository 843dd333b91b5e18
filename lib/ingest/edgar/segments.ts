const BY_SEGMENT = "us-gaap:StatementBusinessSegmentsAxis";
const BY_PRODUCT = "srt:ProductOrServiceAxis";
const REVENUE = ["us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax", "us-gaap:Revenues"] as const;

/** The segments of a filer that are followed: whose revenue on which axis is which line. Members are each company's own. */
export type Segments = { axis: string; tags: readonly string[]; lines: Readonly<Record<string, string>> };

/** By ticker. The members of Alphabet, Amazon and NVIDIA were seen in filings; AMD's was not: a miss is a rejection. */
export const segmentsOf: Readonly<Record<string, Segments>> = {
  GOOGL: { axis: BY_SEGMENT, tags: REVENUE, lines: { "goog:GoogleCloudMember": "cloud-revenue" } },
  AMZN: { axis: BY_SEGMENT, tags: REVENUE, lines: { "amzn:AmazonWebServicesSegmentMember": "cloud-revenue" } },
  AMD: { axis: BY_SEGMENT, tags: REVENUE, lines: { "amd:DataCenterMember": "datacenter-revenue" } },
  NVDA: {
    axis: BY_PRODUCT,
    tags: ["us-gaap:Revenues", ...REVENUE.slice(0, 1)],
    lines: {
      "nvda:DataCenterMember": "datacenter-revenue",
      "nvda:ComputeMember": "datacenter-revenue-compute",
      "nvda:NetworkingMember": "datacenter-revenue-networking",
    },
  },
};

/** How many of the newest reports are read for segments: a fiscal year's quarters and the year itself. */
export const REPORTS = 5;
