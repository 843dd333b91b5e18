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
    parser.onopentag = ({ name, attributes }) => {
      const plain: Record<string, string> = {};
      for (const [key, value] of Object.entries(attributes))
        plain[key] = typeof value === "string" ? value : value.value;
      open(bare(name), plain);
    };
  if (close) parser.onclosetag = (name) => close(bare(name));
  if (text) {
    parser.ontext = text;
    parser.oncdata = text;
  }
}

/**
 * Streams one part of a workbook through `events`. Yields after each block, so that a reader can take what has come
 * together and the process gets its breath. Throws AppError invalid for a part that is no well-formed XML.
 */
export async function* parseXml(zip: ZipDirectory, part: string, events: XmlEvents): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false });
  listen(parser, part, events);
  for await (const text of partText(zip, part)) {
    parser.write(text);
    yield;
  }
  parser.close();
  yield;
}
