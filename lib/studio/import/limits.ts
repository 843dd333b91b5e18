/** What an import takes at most; each is told by name where a file goes beyond it. */
export const limits = {
  /** Bytes of the file as it is sent. */
  fileBytes: 64 * 2 ** 20,
  /** How long a file may take to arrive. */
  uploadMs: 30 * 60_000,
  /** Parts of a workbook; real ones have some dozens. */
  zipEntries: 5000,
  /** All parts of a workbook together once they are unpacked. */
  unpackedBytes: 1024 * 2 ** 20,
  /** A part that unpacks to more than this many times its size is a bomb; sheets reach about 30. */
  unpackedRatio: 250,
  /** Small parts may unpack as far as they like. */
  ratioFromBytes: 8 * 2 ** 20,
  sharedTexts: 2_000_000,
  sharedCharacters: 48 * 2 ** 20,
  merges: 20_000,
  columns: 1000,
  /** Characters of one cell; Excel's own limit. */
  cellCharacters: 32_767,
  /** Rows of a sheet that are looked at. */
  rows: 500_000,
  /** Values that one import puts into a draft. */
  values: 250_000,
} as const;
