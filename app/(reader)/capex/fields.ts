import type { Field } from "@/app/_ui/controls/controls";
import type { CapexModel, Choice } from "@/lib/dashboards/capex/load";
import type { CapexView } from "@/lib/dashboards/capex/view";

const DEFINITIONS: Choice[] = [
  { value: "cash", label: "Cash" },
  { value: "incl-finance-leases", label: "With lease principal" },
  { value: "incl-new-lease-assets", label: "With new lease assets" },
  { value: "company", label: "Company's own" },
];
const QUARTERS: Choice[] = [
  { value: "calendar", label: "Calendar" },
  { value: "fiscal", label: "Fiscal" },
];
const UNITS: Choice[] = [
  { value: "level", label: "USD" },
  { value: "yoy", label: "Year on year, %" },
];

/** The settings of the capex page. */
export function capexFields(view: CapexView, defaults: CapexView, choices: CapexModel["choices"]): Field[] {
  const field = (
    kind: Field["kind"] & ("select" | "segmented"),
    name: keyof CapexView,
    label: string,
    options: readonly Choice[],
  ): Field => {
    return { kind, name, label, value: view[name], defaultValue: defaults[name], options };
  };
  return [
    field("select", "companies", "Sum of", choices.companies),
    field("select", "definition", "Definition", DEFINITIONS),
    field("segmented", "quarters", "Quarters", QUARTERS),
    field("segmented", "unit", "Unit", UNITS),
    field("select", "company", "Company or group", choices.company),
    field("select", "period", "Guided and expected for", choices.period),
  ];
}
