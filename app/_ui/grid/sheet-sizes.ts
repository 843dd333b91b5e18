/** How high a row of the sheet and its headings are, in pixels. */
export const ROW_PX = 28;
export const HEADER_PX = 30;
export const COLUMN_PX = 92;
