import type { Field } from "@/app/_ui/controls/controls";
import type { Choice, PriceChoices } from "@/lib/dashboards/prices/choices";
import type { PricesView } from "@/lib/dashboards/prices/view";

const SHOWS: Choice[] = [
  { value: "level", label: "Level" },
  { value: "change", label: "Change" },
  { value: "year", label: "Year on year" },
  { value: "index", label: "Index = 100" },
];
const WINDOWS: Choice[] = ["30", "90", "180", "365"].map((value) => ({ value, label: `${value} days` }));

/** The settings of the price page. The base month is asked for only where it counts. */
export function priceFields(view: PricesView, defaults: PricesView, choices: PriceChoices): Field[] {
  const field = (kind: "select" | "segmented", name: keyof PricesView, label: string, options: Choice[]): Field => {
    return { kind, name, label, value: view[name], defaultValue: defaults[name], options };
  };
  return [
    field("select", "gpu", "GPU", choices.gpu),
    field("select", "segment", "Segment", choices.segment),
    field("select", "tenor", "Tenor", choices.tenor),
    field("select", "kind", "Price kind", choices.kind),
    field("select", "region", "Region", choices.region),
    field("segmented", "show", "Show", SHOWS),
    ...(view.show === "index" ? [field("select", "base", "Base month", choices.base)] : []),
    { kind: "checkbox", name: "log", label: "Log axis", checked: view.log === "1" },
    field("select", "on", "Tenors on", choices.on),
    field("select", "window", "Seen within", WINDOWS),
  ];
}
