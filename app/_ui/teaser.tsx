import type { Teaser } from "@/lib/access/teaser";
import { formatDay } from "@/lib/kernel/format";
import { Message } from "./message";

const listed = (names: readonly string[]): string => names.join(", ").toLowerCase();

/** The page of a dataset that is not subscribed to: what it holds, how fresh it is, and whom to ask. */
export function TeaserPage({ teaser, organisation }: { teaser: Teaser; organisation: string }) {
  const { title, description, dimensions, measures, series, since, newest, keepers, contact } = teaser;
  return (
    <Message title={title} inside>
      <p>{description.replace(/\.?$/, ".")}</p>
      <p>
        {series.toLocaleString("en-US")} series of {listed(measures)}
        {dimensions.length > 0 ? `, by ${listed(dimensions)}` : ""}.
        {since && newest
          ? ` Published since ${formatDay(since)}; the newest release is of ${formatDay(newest)}.`
          : " Nothing of it is published yet."}
      </p>
      <p>
        {title} is not part of what {organisation} subscribes to.{" "}
        {keepers.length > 0 ? (
          <>
            Ask{" "}
            {keepers.map(({ name, email }, at) => (
              <span key={email}>
                {at > 0 ? " or " : ""}
                <a href={`mailto:${email}`}>{name}</a>
              </span>
            ))}{" "}
            to add it
            {contact ? `, or write to ${contact}` : ""}.
          </>
        ) : (
          <>{contact ? `Write to ${contact} to add it.` : "Write to us to add it."}</>
        )}
      </p>
    </Message>
  );
}
