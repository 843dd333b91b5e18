import { z } from "zod";
import { type Attribute, entityKind, type EntityKind } from "@/lib/entities/kinds";
import { AppError, type FieldError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import type { EntityAttributes } from "@/lib/store/rows";

const TYPES: Record<Attribute["type"], z.ZodType<string | number | boolean>> = {
  text: z.string().max(1000),
  number: z.coerce.number("is no number").finite(),
  boolean: z.enum(["true", "false"], "is yes or no").transform((word) => word === "true"),
  day: Day,
  url: z.url({ protocol: /^https?$/, message: "is no address that begins with http:// or https://" }),
  country: z.string().regex(/^[A-Z]{2}$/, "is two capital letters, such as US"),
};

/**
 * The attributes of a form as their kind's definition types them; empty ones are left out. Attributes that stand and
 * that the definition does not name are kept. Throws invalid with what is wrong with each field.
 */
export function attributesOf(
  kind: EntityKind,
  given: Readonly<Record<string, string>>,
  standing: EntityAttributes = {},
): EntityAttributes {
  const { attributes } = entityKind(kind);
  const kept = Object.entries(standing).filter(([key]) => !(key in attributes));
  const wrong: FieldError[] = [];
  const typed = Object.entries(attributes).flatMap(([key, { label, type }]): [string, string | number | boolean][] => {
    const text = given[key]?.trim() ?? "";
    if (text === "") return [];
    const read = TYPES[type].safeParse(text);
    if (read.success) return [[key, read.data]];
    wrong.push({ field: key, message: `${label}: “${text}” ${read.error.issues[0]?.message ?? "is not valid"}` });
    return [];
  });
  if (wrong.length > 0)
    throw new AppError("invalid", `${wrong.map((one) => one.message).join(". ")}. Nothing was changed.`, wrong);
  return Object.fromEntries([...kept, ...typed]);
}
