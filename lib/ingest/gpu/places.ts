const EUROPE_AND_NORTH_AMERICA = new Set(
  "US CA GB UK IE FR DE NL BE LU CH AT IT ES PT DK SE NO FI IS PL CZ SK HU SI HR RO BG GR EE LV LT CY MT UA MD RS BA ME MK AL".split(
    " ",
  ),
);

/** Whether a country, by its two letters in upper case, is of the part of the world that prices are compared in. */
export const isCompared = (country: string): boolean => EUROPE_AND_NORTH_AMERICA.has(country);

/** Where a host stands, by the country at the end of its place (`Oregon, US`): the part of the world that prices are compared in. */
export function placeOf(geolocation: string): "europe-north-america" | "elsewhere" | "not-stated" {
  const country = /(?:^|,\s*)([A-Z]{2})$/.exec(geolocation.trim())?.[1];
  if (!country) return "not-stated";
  return isCompared(country) ? "europe-north-america" : "elsewhere";
}
