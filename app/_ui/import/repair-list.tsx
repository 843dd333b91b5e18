import { Status, statusWord } from "@/lib/kernel/status";
import type { Repair } from "@/lib/studio/import/fixes";
import styles from "./import.module.css";

function wordsOf({ kind, header, from, to }: Repair): string {
  const place = header === "" ? "" : `${header}: `;
  switch (kind) {
    case "cell":
      return `${place}${from} is “${to}”`;
    case "alike":
      return `${place}“${from}” is “${to}” everywhere`;
    case "skip":
      return `${place}“${from}” is left out`;
    case "new":
      return `${place}“${from}” is added to your draft`;
    case "voice": {
      const [owner = "", source = ""] = from.split("|");
      return to === "passes-on"
        ? `The source ${source} passes on ${owner === "" ? "what its series rest on" : owner}`
        : `What ${source} says goes into series of ${to}, not of ${owner}`;
    }
    case "relayed":
      return to === "P"
        ? "Actuals of which only a relay tells are provisional"
        : "Relayed actuals stay actual, and are asked about";
    case "early":
      return `Actuals of periods that are not over are marked as ${statusWord[Status.safeParse(to).data ?? "E"]}`;
  }
}

const SHOWN = 8;

/** The repairs that stand, each with a way back. */
export function RepairList(props: { repairs: readonly Repair[]; onUndo: (key: string) => void; busy: boolean }) {
  const { repairs, onUndo, busy } = props;
  if (repairs.length === 0) return null;
  const item = (repair: Repair) => (
    <li key={repair.key}>
      <span>{wordsOf(repair)}</span>
      <button type="button" disabled={busy} onClick={() => onUndo(repair.key)} aria-label={`Undo: ${wordsOf(repair)}`}>
        Undo
      </button>
    </li>
  );
  return (
    <section className={styles.form} aria-labelledby="repairs">
      <h2 id="repairs">{repairs.length === 1 ? "1 repair" : `${repairs.length.toLocaleString("en-US")} repairs`}</h2>
      <ul className={styles.repairs}>{repairs.slice(0, SHOWN).map(item)}</ul>
      {repairs.length > SHOWN ? (
        <details className={styles.more}>
          <summary>{`The other ${(repairs.length - SHOWN).toLocaleString("en-US")}`}</summary>
          <ul className={styles.repairs}>{repairs.slice(SHOWN, 500).map(item)}</ul>
        </details>
      ) : null}
    </section>
  );
}
