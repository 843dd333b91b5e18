import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import type { ZipDirectory } from "../file/zip-directory";
import { readPart } from "./xml";

const tooMuch = () =>
  new AppError("invalid", "The workbook holds more text than is taken. Send the one sheet that matters, as CSV.");

/** The texts that a workbook's sheets share, by their number; how each is written out, without its pronunciation. */
export async function readSharedTexts(zip: ZipDirectory, part: string | null): Promise<string[]> {
  const texts: string[] = [];
  if (!part) return texts;
  let [current, inText, spoken, characters] = ["", false, 0, 0];
  await readPart(zip, part, {
    open: (name) => {
      if (name === "si") current = "";
      if (name === "rPh") spoken += 1;
      inText = name === "t" && spoken === 0;
    },
    text: (text) => {
      if (inText) current += text;
      if (current.length > limits.sharedCharacters) throw tooMuch();
    },
    close: (name) => {
      if (name === "rPh") spoken -= 1;
      if (name === "t") inText = false;
      if (name !== "si") return;
      texts.push(unescaped(current));
      characters += current.length;
      if (texts.length > limits.sharedTexts || characters > limits.sharedCharacters) throw tooMuch();
    },
  });
  return texts;
}

/** Excel writes signs that XML cannot hold as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
