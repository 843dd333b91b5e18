import { startViewingAs } from "@/app/_auth/view-as";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { changeRoleOf, helpSignIn, switchAccountOf } from "@/app/office/people/actions";
import type { Person } from "@/lib/access/people";
import type { Role } from "@/lib/access/viewer";

function Reason() {
  return (
    <label className={styles.field}>
      <span>Reason</span>
      <input name="reason" required minLength={3} maxLength={300} autoComplete="off" />
    </label>
  );
}

/** Whom a form is about, and in which organisation. */
function About({ person, organisation }: { person: Person; organisation: number }) {
  return (
    <>
      <input type="hidden" name="person" value={person.id} />
      <input type="hidden" name="organisation" value={organisation} />
    </>
  );
}

type Props = { person: Person; organisation: number };

/** Sees the site as that person, for a while. */
export function ViewAsForm({ person }: { person: Person }) {
  if (person.role === "admin") return <p className={styles.muted}>Nobody views the site as an admin.</p>;
  if (person.disabledAt) return <p className={styles.muted}>The account is disabled: there is nothing to see.</p>;
  return (
    <ActionForm action={startViewingAs} label={`View as ${person.name}`}>
      <input type="hidden" name="person" value={person.id} />
      <Reason />
      <ActionButton primary>View as {person.name}</ActionButton>
    </ActionForm>
  );
}

/** Gives that person another role. */
export function RoleForm({ person, organisation, roles }: Props & { roles: readonly Role[] }) {
  return (
    <ActionForm action={changeRoleOf} label={`Role of ${person.name}`}>
      <About person={person} organisation={organisation} />
      <label className={styles.field}>
        <span>Role</span>
        <select name="role" defaultValue={person.role} key={person.role}>
          {roles.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </select>
      </label>
      <Reason />
      <ActionButton>Change role</ActionButton>
    </ActionForm>
  );
}

/** Disables that person's account or enables it again, or takes them out of the organisation. */
export function AccountForm({ person, organisation }: Props) {
  return (
    <ActionForm action={switchAccountOf} label={`Account of ${person.name}`}>
      <About person={person} organisation={organisation} />
      <Reason />
      <ActionButton name="what" value={person.disabledAt ? "enable" : "disable"}>
        {person.disabledAt ? "Enable account" : "Disable account"}
      </ActionButton>
      <ActionButton name="what" value="remove">
        Remove from the organisation
      </ActionButton>
    </ActionForm>
  );
}

/** Ends that person's sessions, or makes a link by which they set a new password. */
export function SignInHelp({ person, organisation }: Props) {
  return (
    <ActionForm action={helpSignIn} label={`Signing in of ${person.name}`}>
      <About person={person} organisation={organisation} />
      <label className={styles.field}>
        <span>
          <input type="checkbox" name="factor" /> Their second factor is lost too: take it away
        </span>
      </label>
      <Reason />
      <ActionButton name="what" value="link">
        Make a password link
      </ActionButton>
      <ActionButton name="what" value="sign-out">
        Sign them out everywhere
      </ActionButton>
    </ActionForm>
  );
}
