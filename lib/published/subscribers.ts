import type { Delivery, Preview } from "./subscriber";
import { preview as exports } from "./subscribers/exports";
import { preview as pages } from "./subscribers/pages";
import { delivery as indexDelivery, preview as priceIndex } from "./subscribers/price-index";
import { preview as record } from "./subscribers/record";
import { preview as series } from "./subscribers/series";
import { delivery as toldDelivery, preview as told } from "./subscribers/told";

/**
 * Everything that follows a publication is a file in `subscribers`, which says beforehand what will follow (`preview`) and
 * makes it follow (`delivery`), and a line in each of these lists. A file has no delivery where it follows by itself:
 * pages, files and feeds are read from the store, and what must not be missing for a moment (revisions, edition, audit,
 * the draft's state) is written in the publication's own transaction.
 */
export const previews: readonly Preview[] = [series, pages, priceIndex, record, exports, told];

/** In the order in which they are delivered. */
export const deliveries: readonly Delivery[] = [indexDelivery, toldDelivery];
