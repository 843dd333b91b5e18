import Link from "next/link";
import { offerSources } from "@/app/studio/sources/actions";
import { ColumnsForm } from "@/app/_ui/import/columns-form";
import { TableStep } from "@/app/_ui/import/table-step";
import { Notice } from "@/app/_ui/notice";
import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { AppError } from "@/lib/kernel/error";
import { Status, statusWord } from "@/lib/kernel/status";
import { Reason, reasonWord } from "@/lib/studio/drafts/draft";
import { type ColumnsLook, lookAtColumns, lookAtTable } from "@/lib/studio/import/look-at-table";
import { type Reading, rolesOf } from "@/lib/studio/import/mapping/mapping";
import { Delimiter, delimiterWord } from "@/lib/studio/import/sheet/delimiter";
import { Encoding, encodingWord } from "@/lib/studio/import/sheet/encoding";
import type { ImportWork } from "@/lib/studio/import/work";
import { saveColumnsOf, saveReadingOf } from "./actions";
import { importHref, type ImportView } from "./view";

const encodings = Encoding.options.map((value) => ({ value, label: encodingWord[value] }));
const delimiters = Delimiter.options.map((value) => ({ value, label: delimiterWord[value] }));

/** What was read, or the sentence that says why it cannot be. */
async function orUnreadable<T>(read: Promise<T>): Promise<T | { unreadable: string }> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return { unreadable: error.message };
    throw error;
  }
}

/** How the address says that the file is read, else how it was kept. */
function readingOf(view: ImportView, kept: Reading | null): Partial<Reading> {
  const given = {
    sheet: view.sheet,
    encoding: Encoding.safeParse(view.encoding).data,
    delimiter: Delimiter.safeParse(view.delimiter).data,
  };
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  // Another sheet has its columns elsewhere.
  return Object.keys(said).length > 0 ? said : (kept ?? {});
}

const Unreadable = ({ words, back }: { words: string; back: string }) => (
  <Notice kind="danger" title="This cannot be read">
    <p>
      {words} <Link href={back}>Read it as it was found</Link>, or send another file.
    </p>
  </Notice>
);

/** The first rows of the file. */
export async function TableOf({ viewer, work, view }: { viewer: Viewer; work: ImportWork; view: ImportView }) {
  const { id, dataset } = work.upload;
  const look = await orUnreadable(lookAtTable(viewer, { dataset, upload: id }, readingOf(view, work.reading)));
  if ("unreadable" in look) return <Unreadable words={look.unreadable} back={importHref(dataset, id, "table")} />;
  return (
    <TableStep dataset={dataset} look={look} encodings={encodings} delimiters={delimiters} action={saveReadingOf} />
  );
}

const FROM: Record<ColumnsLook["from"], string> = {
  saved: "",
  template: "Filled in as the last file of its kind was read. Look it over.",
  guess: "Guessed from the names of the columns and what stands in them. Look it over.",
};

/** The columns of the file. */
export async function ColumnsOf(props: { viewer: Viewer; dataset: DatasetDefinition; work: ImportWork }) {
  const { viewer, dataset, work } = props;
  const ref = { dataset: dataset.slug, upload: work.upload.id };
  const look = await orUnreadable(lookAtColumns(viewer, ref));
  if ("unreadable" in look)
    return <Unreadable words={look.unreadable} back={importHref(ref.dataset, ref.upload, "table")} />;
  const { headers, hidden, samples, mapping, choices, from } = look;
  return (
    <>
      {FROM[from] ? <p>{FROM[from]}</p> : null}
      <ColumnsForm
        {...ref}
        headers={headers}
        hidden={hidden}
        samples={samples}
        mapping={mapping}
        roles={rolesOf(dataset).map(({ role, label }) => ({ value: role, label }))}
        dimensions={Object.entries(dataset.dimensions).map(([key, one]) => ({
          key,
          label: one.label,
          listed: "codes" in one && !one.open,
          choices: choices[key] ?? [],
        }))}
        measures={Object.entries(dataset.measures).map(([value, { label }]) => ({ value, label }))}
        statuses={Status.exclude(["W"]).options.map((value) => ({ value, label: statusWord[value] }))}
        reasons={Reason.options.map((value) => ({ value, label: reasonWord[value] }))}
        action={saveColumnsOf}
        search={offerSources}
      />
    </>
  );
}
