import type { TableLook } from "@/lib/studio/import/look-at-table";
import { QuestionView } from "./question-view";

type Props = {
  path: string;
  upload: number;
  samples: TableLook["encodings"];
  encoding: string | null;
  words: (encoding: string) => string;
};

/** In which encoding a text is, where only a person can see it: its words as each of them reads. */
export function EncodingQuestion({ path, upload, samples, encoding, words }: Props) {
  if (samples.length === 0) return null;
  return (
    <form action={path} aria-label="Encoding of the file">
      <input type="hidden" name="upload" value={upload} />
      <input type="hidden" name="step" value="table" />
      <QuestionView
        column="The text is not in UTF-8, and too few of its signs show what it is in."
        samples={[]}
        words="Choose the line that reads as it was written:"
        choices={samples.map((one) => ({ value: one.encoding, label: `${one.words} · ${words(one.encoding)}` }))}
        likely={encoding}
        name="encoding"
        action="Read it so"
      />
    </form>
  );
}
