import { setWaiverOf } from "@/app/studio/[dataset]/settings/actions";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import type { Waiver } from "@/lib/studio/drafts/waiver";
import { ReasonField } from "./fields";
import { ListTable } from "./list-table";

/** Whether drafts of a dataset need a second person, and every decision about that. Admins decide. */
export function WaiverSection(props: { dataset: string; waivers: readonly Waiver[]; admin: boolean }) {
  const { dataset, waivers, admin } = props;
  const waived = waivers[0]?.waived ?? false;
  const above = (
    <>
      <p>{waived ? "An author may approve their own drafts." : "The author of a draft cannot approve it."}</p>
      {admin ? (
        <ActionForm action={setWaiverOf} label="Second pair of eyes">
          <input type="hidden" name="dataset" value={dataset} />
          <ReasonField />
          <ActionButton name="waived" value={waived ? "0" : "1"}>
            {waived ? "Ask for a second person again" : "Waive the second person"}
          </ActionButton>
        </ActionForm>
      ) : (
        <p className={styles.muted}>An admin of your organisation may change that.</p>
      )}
    </>
  );
  return (
    <ListTable
      id="four-eyes"
      title="Second pair of eyes"
      columns={["When", "Who", "From then on", "Reason"]}
      empty="It was never waived."
      above={above}
    >
      {waivers.map((one) => (
        <tr key={`${one.at} ${one.reason}`}>
          <td>{formatInstant(one.at)}</td>
          <td>{one.by}</td>
          <td>{one.waived ? "waived" : "needed"}</td>
          <td className={styles.words}>{one.reason}</td>
        </tr>
      ))}
    </ListTable>
  );
}
