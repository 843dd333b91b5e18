import Link from "next/link";
import { CopyCode } from "./copy-code";
import styles from "./trace.module.css";
import { seriesHref } from "./trace-href";
import type { TraceView, VintageView } from "./trace-view";

/** What kind of source it is, how it is graded and why, and what was said of its licence and reliability. */
function SourceFacts({ source }: { source: VintageView["source"] }) {
  const { kind, grade, gradeWhy, licence, reliability } = source;
  return (
    <>
      <dt>Grade</dt>
      <dd>
        {grade}
        <span className={styles.muted}>: {gradeWhy}</span>
      </dd>
      <dt>Kind</dt>
      <dd>{kind}</dd>
      <dt>Reliability</dt>
      <dd>{reliability ?? "not assessed"}</dd>
      <dt>Licence</dt>
      <dd>{licence ?? "not stated"}</dd>
    </>
  );
}

function SourceWords({ source }: { source: VintageView["source"] }) {
  const date = source.published ?? "date not known";
  return (
    <>
      {source.url ? (
        <a href={source.url} target="_blank" rel="noopener noreferrer">
          {source.title}
        </a>
      ) : (
        <>
          {source.title} <span className={styles.muted}>(address not kept)</span>
        </>
      )}
      <span className={styles.muted}>
        , {source.publisher}, <span className={styles.date}>{date}</span>
      </span>
    </>
  );
}

/** The bytes that a connector read it from. Analysts find them all at the run's page. */
function ReadBy({ readBy }: { readBy: NonNullable<VintageView["readBy"]> }) {
  const { run, connector, payloads, more } = readBy;
  return (
    <>
      <dt>Read from</dt>
      <dd>
        run {run} of {connector}
        {payloads.map(({ name, hash }) => (
          <span key={`${name} ${hash}`} className={styles.payload} title={`SHA-256 ${hash}`}>
            {name} <code>{hash.slice(0, 16)}</code>
          </span>
        ))}
        {more > 0 ? <span className={styles.payload}>and {more} further payloads</span> : null}
      </dd>
    </>
  );
}

function Now({ trace, newest }: { trace: TraceView; newest: VintageView }) {
  const { release } = newest;
  return (
    <>
      <p className={styles.value}>
        {newest.value}
        {newest.range ? <span className={styles.range}>{newest.range}</span> : null}
      </p>
      <dl className={styles.facts}>
        <dt>Period</dt>
        <dd>
          {trace.periodLabel}
          {trace.periodLabel === trace.period ? null : <span className={styles.muted}> from {trace.period}</span>}
        </dd>
        <dt>Status</dt>
        <dd>{newest.status}</dd>
        {newest.confidence ? (
          <>
            <dt>Confidence</dt>
            <dd>
              {newest.confidence}
              {newest.confidenceWhy ? <span className={styles.muted}>: {newest.confidenceWhy}</span> : null}
            </dd>
          </>
        ) : null}
        <dt>Known since</dt>
        <dd>{newest.knownOn}</dd>
        <dt>Source</dt>
        <dd>
          <SourceWords source={newest.source} />
        </dd>
        <SourceFacts source={newest.source} />
        {release ? (
          <>
            <dt>Published here</dt>
            <dd>
              {release.publishedAt}, release {release.number} of {trace.dataset.title}, by {release.author}
              <span className={styles.muted}>: {release.reason}</span>
            </dd>
          </>
        ) : null}
        {newest.readBy ? <ReadBy readBy={newest.readBy} /> : null}
        {newest.note ? (
          <>
            <dt>Note</dt>
            <dd>{newest.note}</dd>
          </>
        ) : null}
      </dl>
    </>
  );
}

function Vintages({ vintages }: { vintages: readonly VintageView[] }) {
  return (
    <ol className={styles.vintages}>
      {vintages.map((one, at) => (
        <li key={one.key}>
          <span className={styles.when}>{one.knownOn}</span>
          <span className={styles.what}>
            {one.value}
            {one.range ? <span className={styles.range}>{one.range}</span> : null}
          </span>
          <span className={styles.change}>{one.change ?? ""}</span>
          <span className={styles.detail}>
            {at === 0 ? "stands now; " : ""}
            {one.status}
            {one.confidence ? `, ${one.confidence} confidence` : ""}; <SourceWords source={one.source} />;{" "}
            {one.source.grade}
            {at > 0 && one.release ? `; release ${one.release.number} by ${one.release.author}` : ""}
            {at > 0 && one.note ? `; ${one.note}` : ""}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Where one number came from: what stands, who says so, who published it here, and every value before it. */
export function TraceDetails({ trace }: { trace: TraceView }) {
  const [newest] = trace.vintages;
  const earlier = trace.vintages.length - 1;
  return (
    <>
      <div className={styles.section}>
        <p className={styles.title}>{trace.title}</p>
        {newest ? (
          <Now trace={trace} newest={newest} />
        ) : (
          <p>
            Nothing was known for {trace.periodLabel}
            {trace.asOf ? ` on ${trace.asOf}. A later day may have a value.` : " in what you may read."}
          </p>
        )}
      </div>
      {newest ? (
        <div className={styles.section}>
          <h3>{earlier === 0 ? "Never revised" : `Every value it has had (${trace.vintages.length})`}</h3>
          {earlier === 0 ? (
            <p className={styles.muted}>No earlier value was published.</p>
          ) : (
            <Vintages vintages={trace.vintages} />
          )}
        </div>
      ) : null}
      <div className={styles.foot}>
        <Link href={seriesHref({ series: trace.series }, trace.asOf)} prefetch={false}>
          Whole series
        </Link>
        <CopyCode code={trace.series} />
      </div>
    </>
  );
}
