import { SelectField } from "../catalogue/fields";
import desk from "../desk/desk.module.css";
import type { Choice, ColumnsProps } from "./columns-props";

const CONFIDENCES = ["high", "medium", "low"].map((one) => ({ value: one, label: one }));
const SCALES = [
  { value: "0", label: "as they stand" },
  { value: "2", label: "fractions of one: 0.45 is 45" },
  { value: "3", label: "thousands" },
  { value: "6", label: "millions" },
  { value: "9", label: "billions" },
];
const DECIMALS = [
  { value: "auto", label: "as the column shows" },
  { value: "point", label: "1,234.5" },
  { value: "comma", label: "1.234,5" },
];
const DATES = [
  { value: "auto", label: "as the column shows" },
  { value: "dmy", label: "day first: 31/12/2026" },
  { value: "mdy", label: "month first: 12/31/2026" },
];

type Props = ColumnsProps & { columns: readonly string[] };

/** One value of a dimension for every row: a choice of its codes, or a name that is typed. */
function DimensionField({ dimension, value }: { dimension: ColumnsProps["dimensions"][number]; value: string }) {
  const { key, label, listed, choices } = dimension;
  const name = `fixed:${key}`;
  if (listed) return <SelectField label={label} name={name} value={value} options={choices} empty="choose" />;
  return (
    <label className={desk.field}>
      <span>{label}</span>
      <input name={name} defaultValue={value} list={`${name}-names`} size={22} maxLength={200} autoComplete="off" />
      <datalist id={`${name}-names`}>
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </datalist>
    </label>
  );
}

/** What holds for every row, where no column says it: dimensions, measure, status, confidence, reason, and how numbers are written. */
export function WholeFile({ columns, mapping, dimensions, measures, statuses, reasons }: Props) {
  const open = dimensions.filter(({ key }) => !columns.includes(`dimension:${key}`));
  const select = (label: string, name: string, value: string, options: readonly Choice[], empty?: string) => (
    <SelectField
      label={label}
      name={name}
      value={value}
      options={options}
      {...(empty === undefined ? {} : { empty })}
    />
  );
  return (
    <>
      {open.map((one) => (
        <DimensionField key={one.key} dimension={one} value={mapping.fixed[one.key] ?? ""} />
      ))}
      {measures.length > 1 && !columns.includes("measure")
        ? select("Measure", "fixed:measure", mapping.fixed["measure"] ?? "", measures, "by the period")
        : null}
      {select("Status", "status", mapping.status ?? "", statuses, "choose")}
      {select("Confidence", "confidence", mapping.confidence ?? "", CONFIDENCES, "not stated")}
      {select("Reason where a published value changes", "reason", mapping.reason, reasons)}
      {select("Plain numbers are", "scale", String(mapping.scale), SCALES)}
      {select("Decimals are written", "decimal", mapping.decimal, DECIMALS)}
      {select("Days are written", "dates", mapping.dates, DATES)}
    </>
  );
}
