import type { DatasetDefinition } from "@/lib/datasets/define";
import desk from "@/app/_ui/desk/desk.module.css";
import styles from "./calendar.module.css";

/** The dataset that a form is about. */
export function DatasetField({ datasets }: { datasets: readonly DatasetDefinition[] }) {
  return (
    <label className={`${desk.field} ${styles.zone}`}>
      <span>Dataset</span>
      <select name="dataset" required>
        {datasets.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
