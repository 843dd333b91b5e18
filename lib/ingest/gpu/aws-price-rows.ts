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
  ..."RateCode,PriceDescription,EffectiveDate,StartingRange,EndingRange,RelatedTo,Product Family,serviceCode,Location,Location Type,Current Generation,Instance Family,vCPU,Physical Processor,Clock Speed,Memory,Storage,Network Performance,Processor Architecture,Storage Media,Volume Type,Max Volume Size,Max IOPS/volume,Max IOPS Burst Performance,Max throughput/volume,Provisioned,EBS Optimized,License Model,Group,Group Description,Transfer Type,From Location,From Location Type,To Location,To Location Type,usageType,operation,AvailabilityZone,ClassicNetworkingSupport,Dedicated EBS Throughput,ECU,Elastic Graphics Type,Enhanced Networking Supported,From Region Code,GPU,GPU Memory,Instance,Intel AVX Available,Intel AVX2 Available,Intel Turbo Available,MarketOption,Normalization Size Factor,Physical Cores,Processor Features,Product Type,Resource Type,serviceName,SnapshotArchiveFeeType,To Region Code,Volume API Name,VPCNetworkingSupport".split(
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

function rowOf(line: string, names: readonly string[]): PriceRow | null {
  const cells = cellsOf(line);
  return cells.length === names.length ? Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])) : null;
}

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * The rows of an AWS price file whose line names one of the machines, and `null` for a line that is cut or of another
 * width. The file has hundreds of megabytes, of which a few rows matter: only their lines are taken apart, and never
 * more than a piece of the file is in memory. Throws SourceError shape where a needed column is missing.
 */
export async function* rowsNaming(stream: Readable, machines: readonly string[]): AsyncGenerator<PriceRow | null> {
  const mark = new RegExp(`"(?:${machines.map(escaped).join("|")})"`, "g");
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
        text = text.slice(header.end);
      }
    }
    const whole = text.lastIndexOf("\n") + 1;
    if (names) yield* rowsIn(text.slice(0, whole), mark, names);
    rest = names ? text.slice(whole) : text;
    if (rest.length > MOST_OF_A_LINE) throw new SourceError("shape", "AWS's price file has a line without end.");
  }
  if (!names) throw new SourceError("shape", "AWS's price file has no header line.");
  yield* rowsIn(rest, mark, names);
}

function* rowsIn(text: string, mark: RegExp, names: readonly string[]): Generator<PriceRow | null> {
  let done = 0;
  for (const found of text.matchAll(mark)) {
    if (found.index < done) continue;
    const from = text.lastIndexOf("\n", found.index) + 1;
    const end = text.indexOf("\n", found.index);
    done = end < 0 ? text.length : end;
    yield rowOf(text.slice(from, done), names);
  }
}
