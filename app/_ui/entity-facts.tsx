import { entityKind } from "@/lib/entities/kinds";
import type { Entity, Source } from "@/lib/store/rows";
import styles from "./entity-facts.module.css";

const HIDDEN = new Set(["unverified"]);

function written(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value).replaceAll("_", " ");
}

/** What is known of an entity beside numbers, with what rests on no kept source marked as unverified. */
export function EntityFacts({ entity, sources }: { entity: Entity; sources: readonly Source[] }) {
  const { attributes } = entityKind(entity.kind);
  const unverified = new Set(String(entity.attributes["unverified"] ?? "").split("|"));
  const source = sources.find((one) => one.key === entity.source);
  const facts = Object.entries(attributes).flatMap(([key, { label, unit }]) => {
    const value = entity.attributes[key];
    return value === undefined || HIDDEN.has(key) ? [] : [{ key, label, value, unit }];
  });
  return (
    <dl className={styles.facts}>
      {facts.map(({ key, label, value, unit }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            {typeof value === "string" && value.startsWith("https://") ? (
              <a href={value} rel="noopener noreferrer">
                {new URL(value).hostname}
              </a>
            ) : (
              `${written(value)}${unit ? ` ${unit}` : ""}`
            )}
            {unverified.has(key) ? <span className={styles.doubt}> (unverified)</span> : null}
          </dd>
        </div>
      ))}
      <div>
        <dt>Source</dt>
        <dd>
          {source ? (
            <>
              {source.url ? <a href={source.url}>{source.title}</a> : source.title},{" "}
              {source.published ?? "date not known"}
            </>
          ) : (
            "not kept"
          )}
        </dd>
      </div>
    </dl>
  );
}
