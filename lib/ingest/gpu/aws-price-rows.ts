import type { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import { SourceError } from "../source-error";

export type PriceRow = Readonly<Record<string, string>>;

const NEEDED = [
  "SKU",
  "OfferTermCode",
  "TermType",
  "Unit",
  "PricePerUnit",
  "Currency",
  "LeaseContractLength",
  "PurchaseOption",
  "OfferingClass",
  "Instance Type",
  "Region Code",
  "Operating System",
  "Tenancy",
  "CapacityStatus",
  "Pre Installed S/W",
];

const SIZES =
  "large medium metal xlarge 2xlarge 4xlarge 8xlarge 9xlarge 10xlarge 12xlarge 16xlarge 18xlarge 24xlarge 32xlarge";

/** The columns that the file is known to have, used or not. */
export const awsColumns: ReadonlySet<string> = new Set([
  ...NEEDED,
  ...SIZES.split(" ").map((size) => `Instance Capacity - ${size}`),
  ..."RateCode,PriceDescription,EffectiveDate,StartingRange,EndingRange,RelatedTo,Product Family,serviceCode,Location,Location Type,Current Generation,Instance Family,vCPU,Physical Processor,Clock Speed,Memory,Storage,Network Performance,Processor Architecture,Storage Media,Volume Type,Max Volume Size,Max IOPS/volume,Max IOPS Burst Performance,Max throughput/volume,Provisioned,EBS Optimized,License Model,Group,Group Description,Transfer Type,From Location,From Location Type,To Location,To Location Type,usageType,operation,AvailabilityZone,ClassicNetworkingSupport,Dedicated EBS Throughput,ECU,Elastic Graphics Type,Enhanced Networking Supported,From Region Code,GPU,GPU Memory,Instance,instanceSKU,Intel AVX Available,Intel AVX2 Available,Intel Turbo Available,MarketOption,Normalization Size Factor,Physical Cores,Processor Features,Product Type,Resource Type,serviceName,SnapshotArchiveFeeType,To Region Code,Volume API Name,VPCNetworkingSupport".split(
    ",",
  ),
]);

const MOST_OF_A_LINE = 1_000_000;

const cellsOf = (line: string): string[] => {
  const rows: string[][] = parse(line, { relax_column_count: true });
  return rows[0] ?? [];
};

/** The header line of the file, which a few lines about the file precede; null where the text does not hold it whole. */
function headerIn(text: string): { names: string[]; end: number } | null {
  const from = text.startsWith('"SKU"') ? 0 : text.indexOf('\n"SKU"') + 1;
  const end = text.indexOf("\n", from);
  if (!text.startsWith('"SKU"', from) || end < 0) return null;
  return { names: cellsOf(text.slice(from, end)), end: end + 1 };
}

/** What a line of the file is: a row, one that is cut or of another width, or when the file was published. */
export type AwsLine = { row: PriceRow } | { broken: true } | { published: string };

function rowOf(line: string, names: readonly string[]): AwsLine {
  const cells = cellsOf(line);
  if (cells.length !== names.length) return { broken: true };
  return { row: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])) };
}

/** Machines of the families that tracked GPUs are in, new ones too: what is not known has to be seen to be passed. */
const FAMILY = /"(?:p[4-9][\w-]*|g6e)\.[\w-]+"/g;

/**
 * The rows of an AWS price file whose line names a machine of the families of tracked GPUs. The file has hundreds of
 * megabytes, of which a few rows matter: only their lines are taken apart, and never more than a piece of the file is in
 * memory. Throws SourceError shape where a needed column is missing.
 */
export async function* awsLines(stream: Readable): AsyncGenerator<AwsLine> {
  let names: string[] | null = null;
  let rest = "";
  stream.setEncoding("utf8");
  for await (const piece of stream) {
    let text = rest + String(piece);
    if (!names) {
      const header = headerIn(text);
      if (header) {
        const missing = NEEDED.find((name) => !header.names.includes(name));
        if (missing) throw new SourceError("shape", `AWS's price file has no column “${missing}”.`);
        names = header.names;
        const published = /^"Publication Date","([^"]+)"/m.exec(text.slice(0, header.end))?.[1];
        if (published && !Number.isNaN(Date.parse(published))) yield { published };
        text = text.slice(header.end);
      }
    }
    const whole = text.lastIndexOf("\n") + 1;
    if (names) yield* rowsIn(text.slice(0, whole), names);
    rest = names ? text.slice(whole) : text;
    if (rest.length > MOST_OF_A_LINE) throw new SourceError("shape", "AWS's price file has a line without end.");
  }
  if (!names) throw new SourceError("shape", "AWS's price file has no header line.");
  yield* rowsIn(rest, names);
}

function* rowsIn(text: string, names: readonly string[]): Generator<AwsLine> {
  let done = 0;
  for (const found of text.matchAll(FAMILY)) {
    if (found.index < done) continue;
    const from = text.lastIndexOf("\n", found.index) + 1;
    const end = text.indexOf("\n", found.index);
    done = end < 0 ? text.length : end;
    yield rowOf(text.slice(from, done), names);
  }
}
