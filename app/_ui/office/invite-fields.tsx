import styles from "@/app/_ui/desk/desk.module.css";
import type { Role } from "@/lib/access/role";

/** Whom to invite, and as what. */
export function InviteFields({ roles, usual }: { roles: readonly Role[]; usual: Role }) {
  return (
    <>
      <label className={styles.field}>
        <span>E-mail</span>
        <input name="email" type="email" required maxLength={254} autoComplete="off" />
      </label>
      <label className={styles.field}>
        <span>Role</span>
        <select name="role" defaultValue={usual}>
          {roles.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </select>
      </label>
    </>
  );
}
