import Link from "next/link";
import type { Member } from "@/lib/dashboards/capex/load";
import styles from "./members.module.css";

/** Who is in the sum, each a link to the page without it; then who may be added. */
export function Members({ members, hrefOf }: { members: readonly Member[]; hrefOf: (companies: string) => string }) {
  const [inside, outside] = [members.filter((one) => one.isIn), members.filter((one) => !one.isIn)];
  if (members.length === 0) return null;
  const link = (verb: string) =>
    function MemberLink({ company, name, companies }: Member) {
      return (
        <li key={company}>
          {companies ? (
            <Link href={hrefOf(companies)} prefetch={false} scroll={false} aria-label={`${verb} ${name}`}>
              {name} <span aria-hidden="true">{verb === "Add" ? "+" : "×"}</span>
            </Link>
          ) : (
            name
          )}
        </li>
      );
    };
  return (
    <nav className={`${styles.members} no-print`} aria-label="Companies in the sum">
      <span>In the sum</span>
      <ul>{inside.map(link("Remove"))}</ul>
      {outside.length > 0 ? (
        <details>
          <summary>Add a company</summary>
          <ul>{outside.map(link("Add"))}</ul>
        </details>
      ) : null}
    </nav>
  );
}
