/** What was seen of a table while its rows passed by, besides the rows. Counts begin anew with each reading. */
export class Seen {
  /** Signs that nobody sees, such as blanks without width, which were taken off. */
  unseen = 0;
  /** Formulas with the result 0, where the workbook does not say whether they were calculated. */
  zeros: string[] = [];
  zeroCount = 0;
  /** Formulas with any other result. */
  results = 0;
  /** Columns from 0 that are hidden in the sheet. */
  readonly hiddenColumns = new Set<number>();
  /** The range of the sheet that a filter stands on. */
  filter: string | null = null;

  clear(): void {
    [this.unseen, this.zeroCount, this.results] = [0, 0, 0];
    this.zeros = [];
    this.hiddenColumns.clear();
  }

  readonly onUnseen = (count: number): void => {
    this.unseen += count;
  };

  seeZero(reference: string): void {
    this.zeroCount += 1;
    if (this.zeros.length < 4) this.zeros.push(reference);
  }
}
