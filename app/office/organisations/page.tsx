import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { requireViewer } from "@/app/_auth/viewer";
import { orForbidden } from "@/app/_data/or-forbidden";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { listOrganisations, type Organisation, type Subscription } from "@/lib/access/house";
import { datasets } from "@/lib/datasets/registry";
import { inviteSomebody } from "../people/actions";
import { changeOne, makeOne, subscribe } from "./actions";

export const metadata: Metadata = { title: "Organisations" };

function subscriptionWords({ dataset, delayDays, endsOn, ended }: Subscription): string {
  const name = dataset === "*" ? "every dataset" : dataset;
  const delay = delayDays > 0 ? `, ${delayDays} ${delayDays === 1 ? "day" : "days"} late` : "";
  return `${name}${delay}${endsOn ? `, ${ended ? "ended" : "to"} ${endsOn}` : ""}`;
}

function Seats({ seats }: { seats: number | null }) {
  return (
    <label className={styles.field}>
      <span>Seats, empty without end</span>
      <input name="seats" type="number" min={1} defaultValue={seats ?? ""} />
    </label>
  );
}

function OneOrganisation({ one }: { one: Organisation }) {
  const heading = `organisation-${one.id}`;
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>
        {one.name}
        {one.house ? " (the house)" : ""}
      </h2>
      <p className={styles.muted}>
        {one.members} of {one.seats ?? "any number of"} seats taken. Subscribes to{" "}
        {one.subscriptions.length === 0 ? "nothing" : one.subscriptions.map(subscriptionWords).join("; ")}.{" "}
        <Link href={`/office/organisations/${one.id}`}>Members</Link> ·{" "}
        <a href={`/api/usage?organisation=${one.id}`} download>
          Usage as CSV
        </a>
      </p>
      <ActionForm action={changeOne} label={`Change ${one.name}`}>
        <input type="hidden" name="id" value={one.id} />
        <label className={styles.field}>
          <span>Name</span>
          <input name="name" required maxLength={120} defaultValue={one.name} />
        </label>
        <Seats seats={one.seats} />
        <label className={styles.field}>
          <span>
            <input type="checkbox" name="requiresTotp" defaultChecked={one.requiresTotp} /> A second factor is required
          </span>
        </label>
        <ActionButton>Change</ActionButton>
      </ActionForm>
      <ActionForm action={inviteSomebody} label={`Invite somebody to ${one.name}`}>
        <input type="hidden" name="organisation" value={one.id} />
        <label className={styles.field}>
          <span>E-mail</span>
          <input name="email" type="email" required maxLength={254} autoComplete="off" />
        </label>
        <label className={styles.field}>
          <span>Role</span>
          <select name="role" defaultValue="manager">
            {["subscriber", "manager", "analyst", "admin"].map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </label>
        <ActionButton>Invite</ActionButton>
      </ActionForm>
      <ActionForm action={subscribe} label={`Subscriptions of ${one.name}`}>
        <input type="hidden" name="id" value={one.id} />
        <label className={styles.field}>
          <span>Dataset</span>
          <select name="dataset">
            <option value="*">every dataset</option>
            {datasets().map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.field}>
          <span>Days late</span>
          <input name="delayDays" type="number" min={0} defaultValue={0} />
        </label>
        <label className={styles.field}>
          <span>Last day</span>
          <input name="endsOn" type="date" />
        </label>
        <ActionButton name="what" value="grant">
          Give
        </ActionButton>
        <ActionButton name="what" value="take">
          Take away
        </ActionButton>
      </ActionForm>
    </section>
  );
}

export default async function OrganisationsPage() {
  await connection();
  const viewer = await requireViewer();
  const all = await orForbidden(listOrganisations(viewer));
  if ("forbidden" in all)
    return (
      <Message title="For admins" inside>
        <p>{all.forbidden}</p>
      </Message>
    );
  return (
    <>
      <PageHeader
        title={`${all.length} ${all.length === 1 ? "organisation" : "organisations"}`}
        subtitle="Who subscribes to what, with how many seats"
        asOf={null}
      />
      {all.map((one) => (
        <OneOrganisation key={one.id} one={one} />
      ))}
      <section className={styles.section} aria-labelledby="make">
        <h2 id="make">Make an organisation</h2>
        <ActionForm action={makeOne} label="Make an organisation">
          <label className={styles.field}>
            <span>Name</span>
            <input name="name" required maxLength={120} />
          </label>
          <label className={styles.field}>
            <span>Key, such as acme-capital</span>
            <input name="slug" required maxLength={60} pattern="[a-z0-9]+(-[a-z0-9]+)*" />
          </label>
          <Seats seats={null} />
          <ActionButton primary>Make</ActionButton>
        </ActionForm>
      </section>
    </>
  );
}
