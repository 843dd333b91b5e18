import type { Listener } from "./listener";
import { exports } from "./listeners/exports";
import { pages } from "./listeners/pages";
import { priceIndex } from "./listeners/price-index";
import { series } from "./listeners/series";

/** Everybody who notices a publication, in the order in which they are shown. A new kind is a file and a line here. */
export const listeners: readonly Listener[] = [series, pages, priceIndex, exports];
