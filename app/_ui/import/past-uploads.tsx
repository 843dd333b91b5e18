import Link from "next/link";
import { formatInstant } from "@/lib/kernel/format";
import type { PastUpload } from "@/lib/studio/import/work";
import desk from "../desk/desk.module.css";

/** The files that a person has brought in before, to go on with. */
export function PastUploads({ dataset, uploads }: { dataset: string; uploads: readonly PastUpload[] }) {
  if (uploads.length === 0) return null;
  return (
    <section className={desk.section} aria-labelledby="past">
      <h2 id="past">Your last files</h2>
      <div className={desk.scroll} tabIndex={0} role="region" aria-labelledby="past">
        <table className={desk.table}>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Sent</th>
              <th scope="col" className={desk.number}>
                Size
              </th>
              <th scope="col">Went into</th>
            </tr>
          </thead>
          <tbody>
            {uploads.map(({ id, name, at, bytes, draft }) => (
              <tr key={id}>
                <th scope="row">
                  <Link
                    href={`/studio/${dataset}/import?upload=${id}&step=${draft ? "check" : "table"}`}
                    prefetch={false}
                  >
                    {name}
                  </Link>
                </th>
                <td>{formatInstant(at)}</td>
                <td className={desk.number}>{Math.max(1, Math.round(bytes / 1024)).toLocaleString("en-US")} KB</td>
                <td>
                  {draft ? (
                    <Link href={`/studio/drafts/${draft}`}>draft {draft}</Link>
                  ) : (
                    <span className={desk.muted}>nothing yet</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
