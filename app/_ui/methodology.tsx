import { marked } from "marked";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { GradesSection } from "./grades-section";
import styles from "./methodology.module.css";

/** How a dataset's numbers are made, from its definition. The text is the house's own, never a reader's. */
export function Methodology({ dataset }: { dataset: DatasetDefinition }) {
  const html = marked.parse(dataset.methodology, { async: false }).replace(/<(\/?)h2>/g, "<$1h3>");
  return (
    <section id="methodology" aria-labelledby="methodology-title" className={styles.methodology}>
      <h2 id="methodology-title">Methodology, version {dataset.methodologyVersion}</h2>
      <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
      <GradesSection dataset={dataset} />
      <p className={styles.licence}>Licence: {dataset.licence}</p>
    </section>
  );
}
