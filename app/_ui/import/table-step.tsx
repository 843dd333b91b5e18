import type { Said } from "@/app/_ui/desk/action-form";
import type { TableLook } from "@/lib/studio/import/look-at-table";
import { ActionButton, ActionForm } from "../desk/action-form";
import { Controls, type Field } from "../controls/controls";
import { EncodingQuestion } from "./encoding-question";
import styles from "./import.module.css";

type Choice = { value: string; label: string };

type Props = {
  dataset: string;
  look: TableLook;
  encodings: readonly Choice[];
  delimiters: readonly Choice[];
  action: (before: Said, form: FormData) => Promise<Said>;
};

function fieldsOf({ look, encodings, delimiters }: Props): Field[] {
  const { reading, sheets } = look;
  const select = (name: string, label: string, value: string | null, options: readonly Choice[]): Field[] =>
    value === null ? [] : [{ kind: "select", name, label, value, defaultValue: "", options }];
  const readable = sheets.filter((one) => one.cells);
  const named = readable.map(({ name, hidden }) => ({ value: name, label: hidden ? `${name} (hidden)` : name }));
  return [
    ...select("sheet", "Sheet", reading.sheet, named),
    ...select("encoding", "Encoding", reading.encoding, encodings),
    ...select("delimiter", "Cells are parted by", reading.delimiter, delimiters),
  ];
}

function HeaderChoice({ line, chosen, label }: { line: number; chosen: boolean; label: string }) {
  return (
    <label className={styles.pick}>
      <input type="radio" name="header" value={line} defaultChecked={chosen} />
      <span>{label}</span>
    </label>
  );
}

/** The first rows of a file: which sheet and encoding, and which row names the columns. */
export function TableStep(props: Props) {
  const { dataset, look, action } = props;
  const { reading, rows, work } = look;
  const path = `/studio/${dataset}/import`;
  const width = Math.max(1, ...rows.map((row) => row.cells.length));
  const kept = {
    dataset,
    upload: String(work.upload.id),
    sheet: reading.sheet,
    // One that is only likely is not said: what is taken of the file may depend on it, and is then asked about.
    encoding: look.encodings.length > 0 ? null : reading.encoding,
    delimiter: reading.delimiter,
  };
  const wordsOf = (encoding: string) => props.encodings.find((one) => one.value === encoding)?.label ?? encoding;
  return (
    <>
      <EncodingQuestion
        path={path}
        upload={work.upload.id}
        samples={look.encodings}
        encoding={reading.encoding}
        words={wordsOf}
      />
      <Controls fields={fieldsOf(props)} path={path} keep={{ upload: String(work.upload.id), step: "table" }} />
      <ActionForm action={action} className={styles.form} label="Row of the column names">
        {Object.entries(kept).map(([name, value]) =>
          value === null ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        <div className={styles.scroll} tabIndex={0} role="region" aria-label="First rows of the file">
          <table className={styles.cells}>
            <caption>Choose the row that names the columns; what stands above it is passed over.</caption>
            <tbody>
              {rows.map(({ line, cells, hidden }) => (
                <tr key={line} data-hidden={hidden || undefined}>
                  <th scope="row">
                    <HeaderChoice
                      line={line}
                      chosen={line === reading.header}
                      label={hidden ? `${line} (hidden)` : String(line)}
                    />
                  </th>
                  {Array.from({ length: width }, (_, at) => (
                    <td key={at} title={cells[at]}>
                      {cells[at]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className={styles.row}>
          <HeaderChoice line={0} chosen={reading.header === 0} label="No row does: call the columns A, B, C" />
          <ActionButton primary>Go on to the columns</ActionButton>
        </div>
      </ActionForm>
    </>
  );
}
