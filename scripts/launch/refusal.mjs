/** Something that the person can put right. Its message is the one sentence that they read. */
export class Refusal extends Error {
  /** @param {string} sentence */
  constructor(sentence) {
    super(sentence);
    this.name = "Refusal";
  }
}
