const BY_SEGMENT = "us-gaap:StatementBusinessSegmentsAxis";
const BY_PRODUCT = "srt:ProductOrServiceAxis";
const REVENUE = ["us-gaap:Revenues", "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax"] as const;

/**
 * Reports of a form about periods that end between two days, in which a member means something else than its name says,
 * and why that is known.
 */
export type Misnamed = { member: string; form: RegExp; from: string; to: string; because: string };

/**
 * The segments of a filer that are followed: whose revenue on which axis is which line. Members are each company's own,
 * and their capitals mean nothing: one filer's two forms write them differently.
 */
export type Segments = {
  axis: string;
  tags: readonly string[];
  lines: Readonly<Record<string, string>>;
  misnamed?: readonly Misnamed[];
};

/** By ticker. The members were seen in filings; a miss is a rejection. */
export const segmentsOf: Readonly<Record<string, Segments>> = {
  GOOGL: { axis: BY_SEGMENT, tags: REVENUE, lines: { "goog:GoogleCloudMember": "cloud-revenue" } },
  AMZN: { axis: BY_SEGMENT, tags: REVENUE, lines: { "amzn:AmazonWebServicesSegmentMember": "cloud-revenue" } },
  AMD: {
    axis: BY_SEGMENT,
    tags: REVENUE,
    lines: { "amd:DataCenterMember": "datacenter-revenue" },
    misnamed: [
      {
        member: "amd:DataCenterMember",
        form: /^10-Q/,
        from: "2023-01-01",
        to: "2024-10-31",
        because: "in its 10-Qs of 2023Q1 to 2024Q3 that member holds Gaming",
      },
    ],
  },
  NVDA: {
    axis: BY_PRODUCT,
    tags: REVENUE,
    lines: {
      "nvda:DataCenterMember": "datacenter-revenue",
      "nvda:ComputeMember": "datacenter-revenue-compute",
      "nvda:NetworkingMember": "datacenter-revenue-networking",
    },
  },
};

/** How many of the newest reports are read for segments: a fiscal year's quarters and the year itself. */
export const REPORTS = 5;
