import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { AppError } from "@/lib/kernel/error";
import { utf16ByZeros } from "../sheet/guess-encoding";
import { mainPart } from "../sheet/relations";
import { partText } from "../sheet/part-text";
import { openZip, type ZipDirectory } from "./zip-directory";

export type UploadFormat = "csv" | "tsv" | "xlsx";

const BEGINNING = 64 * 1024;
const again = "Save it as an Excel workbook (.xlsx) or as CSV, and send that.";

const refuse = (sentence: string): never => {
  throw new AppError("invalid", sentence);
};

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether the bytes stand anywhere in the file, also across two blocks. */
async function holds(file: string, wanted: Buffer): Promise<boolean> {
  let tail = Buffer.alloc(0);
  for await (const block of createReadStream(file)) {
    if (!Buffer.isBuffer(block)) continue;
    const both = Buffer.concat([tail, block]);
    if (both.includes(wanted)) return true;
    tail = both.subarray(-wanted.length);
  }
  return false;
}

// Excel's old binary format and a workbook locked with a password have the same outer shape.
async function refuseCompound(file: string, name: string): Promise<never> {
  const locked = await holds(file, Buffer.from("EncryptedPackage", "utf16le"));
  return refuse(
    locked
      ? `${name} is locked with a password. Take the password off in Excel (File, Info, Protect Workbook), and send it again.`
      : `${name} is in Excel's old binary format (.xls), which is not read. ${again}`,
  );
}

/** Whether a part is a list of sheets, whatever the part and its elements' prefixes are called. */
async function listsSheets(zip: ZipDirectory, part: string): Promise<boolean> {
  if (!zip.entries.has(part)) return false;
  let read = "";
  for await (const text of partText(zip, part)) {
    read += text;
    if (/<(?:[\w.-]+:)?workbook[\s/>]/.test(read)) return true;
    if (read.length > BEGINNING) return false;
  }
  return false;
}

async function refuseNoWorkbook(zip: ZipDirectory, name: string): Promise<void> {
  const { entries } = zip;
  const has = (part: string) => [...entries.keys()].some((one) => one.toLowerCase().endsWith(part));
  if (has("vbaproject.bin") || /\.xl(sm|tm|am)$/i.test(name))
    refuse(`${name} holds macros, which are not taken. Save it as a workbook without macros (.xlsx), and send that.`);
  if (has("workbook.bin")) refuse(`${name} is a binary workbook (.xlsb), which is not read. ${again}`);
  if (entries.has("content.xml")) refuse(`${name} is an OpenDocument sheet, which is not read. ${again}`);
  if (!(await listsSheets(zip, await mainPart(zip))))
    refuse(`${name} is a zip file and no workbook. Unpack it, and send the table in it.`);
}

async function refuseOtherZip(file: string, name: string): Promise<void> {
  const zip = await openZip(file, name);
  try {
    await refuseNoWorkbook(zip, name);
  } finally {
    zip.close();
  }
}

const BOM = /^\uFEFF/;

function refuseMarkup(beginning: Buffer, name: string): void {
  const text = beginning
    .toString("latin1")
    .replace(/^\u00EF\u00BB\u00BF/, "")
    .trimStart()
    .slice(0, 4096)
    .toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<table|<meta|<script|<style|<!--)/.test(text))
    refuse(`${name} is a web page, whatever its name says: some sites send one in place of a workbook. ${again}`);
  if (text.startsWith("<?xml") || text.startsWith("<workbook"))
    refuse(
      `${name} is an XML file${text.includes("office:spreadsheet") ? " in Excel's format of 2003" : ""}, which is not read. ${again}`,
    );
}

const bytes = (...values: number[]): Buffer => Buffer.from(values);
const MAGIC: readonly { begins: Buffer; sentence: string }[] = [
  {
    begins: Buffer.from("%PDF"),
    sentence: "is a PDF, out of which no table is read. Copy the table into a sheet, and send that.",
  },
  { begins: bytes(0x1f, 0x8b), sentence: "is compressed (gzip). Unpack it, and send what is in it." },
  { begins: Buffer.from("7z\xbc\xaf", "latin1"), sentence: "is an archive (7z). Unpack it, and send what is in it." },
  { begins: Buffer.from("Rar!"), sentence: "is an archive (RAR). Unpack it, and send what is in it." },
  { begins: bytes(0x89, 0x50, 0x4e, 0x47), sentence: "is a picture. Send the table itself." },
  { begins: bytes(0xff, 0xd8, 0xff), sentence: "is a picture. Send the table itself." },
  { begins: Buffer.from("PAR1"), sentence: "is a Parquet file, which is not read. Send it as CSV." },
];

const isUtf16 = (beginning: Buffer): boolean =>
  beginning.subarray(0, 2).equals(bytes(0xff, 0xfe)) || beginning.subarray(0, 2).equals(bytes(0xfe, 0xff));

const CONTROL_SHARE = 0.04;

/** Zeros on one side are UTF-16 without a mark, a few belong to bad cells, and many make it no text at all. */
function refuseBinary(beginning: Buffer, name: string): void {
  if (isUtf16(beginning) || !beginning.includes(0) || utf16ByZeros(beginning)) return;
  const controls = beginning.filter((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d).length;
  if (controls > beginning.length * CONTROL_SHARE) refuse(`${name} is neither text nor a workbook. ${again}`);
}

/**
 * What a file is by its bytes, never by its name alone. Throws AppError invalid that says by name what it is, where
 * it is nothing that is read: old Excel, macros, passwords, zip bombs, web pages, PDF, pictures, archives, nothing.
 */
export async function sniffFile(file: string, name: string): Promise<UploadFormat> {
  const beginning = await beginningOf(file);
  if (beginning.toString("utf8").replace(BOM, "").trim() === "") refuse(`${name} is empty.`);
  if (beginning.subarray(0, 4).equals(bytes(0xd0, 0xcf, 0x11, 0xe0))) await refuseCompound(file, name);
  if (beginning.subarray(0, 2).equals(Buffer.from("PK"))) {
    await refuseOtherZip(file, name);
    return "xlsx";
  }
  for (const { begins, sentence } of MAGIC)
    if (beginning.subarray(0, begins.length).equals(begins)) refuse(`${name} ${sentence}`);
  refuseMarkup(beginning, name);
  refuseBinary(beginning, name);
  return /\.(tsv|tab)$/i.test(name) ? "tsv" : "csv";
}
