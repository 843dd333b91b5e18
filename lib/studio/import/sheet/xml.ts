import sax, { type SAXParser } from "sax";
import { AppError } from "@/lib/kernel/error";
import type { ZipDirectory } from "../file/zip-directory";
import { partText } from "./part-text";

/** What is told of a part's elements, by their names without prefix. */
export type XmlEvents = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

const bare = (name: string): string => name.slice(name.indexOf(":") + 1);

function listen(parser: SAXParser, part: string, { open, close, text }: XmlEvents): void {
  parser.onerror = () => {
    throw new AppError(
      "invalid",
      `The workbook is damaged: ${part} cannot be read. Save it again in Excel, and send that.`,
    );
  };
  // Entities of a document's own are how a few bytes become gigabytes; no spreadsheet program writes any.
  parser.ondoctype = () => {
    throw new AppError("invalid", `The workbook declares entities of its own in ${part}, which is not taken.`);
  };
  if (open)
    parser.onopentag = (tag) => {
      // Names are not taken apart by sax: a tag that is has a prefix, and there is none.
      if (!("prefix" in tag)) open(bare(tag.name), tag.attributes);
    };
  if (close) parser.onclosetag = (name) => close(bare(name));
  if (text) {
    parser.ontext = text;
    parser.oncdata = text;
  }
}

const isXmlSign = (code: number): boolean =>
  code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0x10ffff);

/** References to signs that XML forbids, `&#0;`, as the signs themselves: the cell is then refused, not the workbook. */
const withSigns = (text: string): string =>
  text.includes("&#")
    ? text.replace(/&#(?:x([0-9a-f]{1,8})|(\d{1,8}));/gi, (whole, hex: string | undefined, decimal: string) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return isXmlSign(code) || code > 0xffff ? whole : String.fromCharCode(code);
      })
    : text;

/** Where a reference may have been cut off at the end of a block. */
function cutAt(text: string): number {
  const at = text.lastIndexOf("&");
  return at >= 0 && text.length - at < 12 && !text.includes(";", at) ? at : text.length;
}

/**
 * Streams one part of a workbook through `events`. Yields after each block, so that a reader can take what has come
 * together and the process gets its breath. Throws AppError invalid for a part that is no well-formed XML.
 */
export async function* parseXml(zip: ZipDirectory, part: string, events: XmlEvents): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false });
  listen(parser, part, events);
  let rest = "";
  for await (const block of partText(zip, part)) {
    const text = rest + block;
    const end = cutAt(text);
    rest = text.slice(end);
    parser.write(withSigns(text.slice(0, end)));
    yield;
  }
  parser.write(rest);
  parser.close();
  yield;
}

/** Streams a part through `events` to its end. */
export async function readPart(zip: ZipDirectory, part: string, events: XmlEvents): Promise<void> {
  for await (const _ of parseXml(zip, part, events));
}
