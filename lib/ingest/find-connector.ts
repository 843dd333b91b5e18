import { AppError } from "@/lib/kernel/error";
import type { Connector } from "./connector";
import { connectors } from "./index";

/** The connector of that name. Throws not_found with the names there are. */
export function connectorOf(slug: string): Connector {
  const found = connectors.find((one) => one.slug === slug);
  if (found) return found;
  const names = connectors.map((one) => one.slug).join(", ");
  throw new AppError("not_found", `There is no connector called “${slug}”. There are: ${names}.`);
}
