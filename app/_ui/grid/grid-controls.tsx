"use client";

import { useSyncExternalStore } from "react";
import { AutoSubmit } from "@/app/_ui/controls/auto-submit";
import frame from "./frame.module.css";
import styles from "./grid.module.css";
import { setBars, useBars } from "./kept-bars";

type Option = { value: string; label: string };
export type GridControlsProps = {
  path: string;
  draft: string;
  view: Readonly<Record<string, string>>;
  defaults: Readonly<Record<string, string>>;
  measures: readonly Option[];
  filters: readonly { key: string; label: string; options: readonly Option[] }[];
  sorts: readonly Option[];
  /** The periods to choose from; null where any day may be named. */
  periods: readonly Option[] | null;
};

type SelectProps = { name: string; label: string; options: readonly Option[]; props: GridControlsProps };

function Select({ name, label, options, props }: SelectProps) {
  const [value, standard] = [props.view[name] ?? "", props.defaults[name] ?? ""];
  return (
    <label>
      {label}
      <select name={name} defaultValue={value} data-current={value} data-default={standard}>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Check({ name, label, props }: Omit<SelectProps, "options">) {
  const on = props.view[name] === "1";
  return (
    <label className={styles.check}>
      <input type="checkbox" name={name} value="1" defaultChecked={on} data-current={on ? "1" : ""} />
      {label}
    </label>
  );
}

/** Any day, or none. */
function DayField({ name, label, props }: Omit<SelectProps, "options">) {
  const value = props.view[name] ?? "";
  return (
    <label>
      {label}
      <input type="date" name={name} defaultValue={value} data-current={value} data-default="" />
    </label>
  );
}

const WIDE = "(min-width: 700px)";

/** Whether there is room to show all choices at once; taken for granted until a browser knows better. */
const useWide = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(WIDE);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(WIDE).matches,
    () => true,
  );

/** What is chosen besides the usual, in words. */
function chosen({ view, defaults, filters, sorts }: GridControlsProps): string {
  const label = (options: readonly Option[], value: string) =>
    options.find((one) => one.value === value)?.label ?? value;
  const only = filters.flatMap(({ key, label: name, options }) => {
    const value = view[`by_${key}`];
    return value ? [`${name}: ${label(options, value)}`] : [];
  });
  const { sort = "", order, from, to, mine } = view;
  const ordered = sort !== defaults["sort"] || order !== defaults["order"];
  const hidden = filters.filter(({ key }) => view[`hide_${key}`] === "1").map((one) => one.label);
  return [
    ...only,
    ...(ordered ? [`by ${label(sorts, sort).toLowerCase()}, ${order === "down" ? "descending" : "ascending"}`] : []),
    ...(from || to ? [`periods ${from || "first"} to ${to || "last"}`] : []),
    ...(hidden.length > 0 ? [`without ${hidden.join(", ")}`] : []),
    ...(mine ? ["only my changes"] : []),
  ].join(" · ");
}

/** Which rows and columns the grid shows, in which order: each choice is in the address. */
export function GridControls(props: GridControlsProps) {
  const { path, draft, view, measures, filters, sorts, periods } = props;
  const wide = useWide();
  const { full } = useBars();
  const words = chosen(props);
  const any = (label: string): Option => ({ value: "", label });
  const choices = (
    <>
      {filters
        .filter(({ options }) => options.length > 1)
        .map(({ key, label, options }) => (
          <Select key={key} name={`by_${key}`} label={label} options={[any("all"), ...options]} props={props} />
        ))}
      <Select name="sort" label="Sorted by" options={sorts} props={props} />
      <Select
        name="order"
        label="Order"
        options={[
          { value: "up", label: "ascending" },
          { value: "down", label: "descending" },
        ]}
        props={props}
      />
    </>
  );
  return (
    <AutoSubmit
      action={path}
      className={`${styles.controls} ${full ? frame.fullControls : `${frame.thin} ${frame.thinControls}`}`}
      label="Rows and columns"
    >
      {draft ? <input type="hidden" name="draft" value={draft} /> : null}
      {measures.length > 1 ? <Select name="measure" label="Measure" options={measures} props={props} /> : null}
      <label>
        Find rows
        <input
          type="search"
          name="words"
          defaultValue={view["words"]}
          placeholder="words, then Enter"
          // Sent by Enter, not by each letter.
          onChange={(event) => event.stopPropagation()}
        />
      </label>
      <div className={frame.seldom}>
        <div className={styles.columns}>
          {wide ? (
            choices
          ) : (
            <details>
              <summary>Filters and order</summary>
              <div className={styles.columns}>{choices}</div>
            </details>
          )}
          <Check name="mine" label="Only my changes" props={props} />
          <details>
            <summary>Columns</summary>
            <div className={styles.columns}>
              {periods ? (
                <>
                  <Select name="from" label="Periods from" options={[any("first")].concat(periods)} props={props} />
                  <Select name="to" label="to" options={[any("last"), ...periods]} props={props} />
                </>
              ) : (
                <>
                  <DayField name="from" label="Days from" props={props} />
                  <DayField name="to" label="to" props={props} />
                </>
              )}
              {filters.map(({ key, label }) => (
                <Check key={key} name={`hide_${key}`} label={`Hide ${label}`} props={props} />
              ))}
            </div>
          </details>
        </div>
      </div>
      <span className={frame.summary} title={words}>
        {words}
      </span>
      <button type="button" aria-pressed={full} onClick={() => setBars({ full: !full })} title="Ctrl-Shift-F">
        {full ? "Fewer bars" : "Filters and columns"}
      </button>
      <button type="submit" className="without-script">
        Apply
      </button>
    </AutoSubmit>
  );
}
