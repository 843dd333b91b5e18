import { type AmountRules, readAmount } from "./read-amount";

/** What an arithmetic comes to in the measure's unit, with the expression that it was; or why it comes to nothing. */
export type Calculated = { value: number; expression: string } | { refused: string };

/** Whether a quantity is plain, stated in percent points, or came about from both. */
type Kind = "plain" | "percent" | "both";
type Quantity = { size: number; kind: Kind };
type Token = { kind: "number"; size: number } | { kind: "sign"; sign: string };

const MOST_LETTERS = 200;
const MOST_DEPTH = 40;
/** Digits that a double holds without noise: `0.1+0.2` is 0.3. */
const DIGITS = 15;
const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?(?!\d)/i;
const STEP = /^\s?(?:[kmbt]|mn|bn|tn)(?![a-z])/i;
const SIGNS: Readonly<Record<string, string>> = { "−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", ":": "/" };
const EXAMPLE = "a cell takes plain arithmetic, as =1200*1.15";

class Nonsense extends Error {}

const plain = ({ size, kind }: Quantity): number => (kind === "percent" ? size / 100 : size);

function literal(text: string, rules: AmountRules): { size: number; length: number } {
  const digits = text.match(NUMBER)?.[0] ?? "";
  if (text[digits.length] === ",")
    throw new Nonsense(
      "a comma can be read in two ways: write numbers with a decimal point and nothing between thousands",
    );
  const step = text.slice(digits.length).match(STEP)?.[0];
  if (step === undefined) return { size: Number(digits), length: digits.length };
  const amount = readAmount(`${digits}${step}`, { ...rules, decimal: "point" });
  if ("refused" in amount) throw new Nonsense(amount.refused);
  return { size: amount.value, length: digits.length + step.length };
}

function tokensOf(text: string, rules: AmountRules): Token[] {
  const tokens: Token[] = [];
  for (let rest = text.trimStart(); rest !== ""; rest = rest.trimStart()) {
    const first = SIGNS[rest[0] ?? ""] ?? rest[0] ?? "";
    if (NUMBER.test(rest)) {
      const { size, length } = literal(rest, rules);
      tokens.push({ kind: "number", size });
      rest = rest.slice(length);
    } else if ("+-*/()%".includes(first)) {
      tokens.push({ kind: "sign", sign: first });
      rest = rest.slice(1);
    } else
      throw new Nonsense(`“${rest.match(/^[\p{L}_$][\p{L}\d_$]*/u)?.[0] ?? rest[0] ?? ""}” is no number: ${EXAMPLE}`);
  }
  return tokens;
}

function sum(a: Quantity, b: Quantity, way: 1 | -1): Quantity {
  if (a.kind === b.kind && a.kind !== "both") return { size: a.size + way * b.size, kind: a.kind };
  return { size: plain(a) + way * plain(b), kind: "both" };
}

function product(a: Quantity, b: Quantity, divides: boolean): Quantity {
  const kind = a.kind === "plain" && b.kind === "plain" ? "plain" : "both";
  if (divides && plain(b) === 0) throw new Nonsense("it divides by zero");
  return { size: divides ? plain(a) / plain(b) : plain(a) * plain(b), kind };
}

/** Reads sums of products of signed numbers and brackets, the tightest last. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Quantity {
    const found = this.#sum();
    if (this.#at < this.#tokens.length)
      throw new Nonsense(
        this.#sees(")") ? "a bracket closes that none opened" : "a sign is missing between two numbers",
      );
    return found;
  }

  #sees(sign: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === "sign" && token.sign === sign;
  }

  #takes(sign: string): boolean {
    if (!this.#sees(sign)) return false;
    this.#at++;
    return true;
  }

  #sum(): Quantity {
    let found = this.#product();
    for (;;) {
      if (this.#takes("+")) found = sum(found, this.#product(), 1);
      else if (this.#takes("-")) found = sum(found, this.#product(), -1);
      else return found;
    }
  }

  #product(): Quantity {
    let found = this.#signed();
    for (;;) {
      if (this.#takes("*")) found = product(found, this.#signed(), false);
      else if (this.#takes("/")) found = product(found, this.#signed(), true);
      else return found;
    }
  }

  #signed(): Quantity {
    if (++this.#depth > MOST_DEPTH) throw new Nonsense("it is nested too deeply");
    try {
      if (this.#takes("+")) return this.#signed();
      if (!this.#takes("-")) return this.#percent();
      const { size, kind } = this.#signed();
      return { size: -size, kind };
    } finally {
      this.#depth--;
    }
  }

  #percent(): Quantity {
    const found = this.#bracketed();
    if (!this.#takes("%")) return found;
    if (found.kind !== "plain" || this.#sees("%")) throw new Nonsense("a percent sign stands behind percent");
    return { size: found.size, kind: "percent" };
  }

  #bracketed(): Quantity {
    const token = this.#tokens[this.#at];
    if (token?.kind === "number") {
      this.#at++;
      return { size: token.size, kind: "plain" };
    }
    if (!this.#takes("("))
      throw new Nonsense(
        token === undefined ? "it ends before it comes to a number" : `“${token.sign}” stands where a number is wanted`,
      );
    const inner = this.#sum();
    if (!this.#takes(")")) throw new Nonsense("a bracket is not closed");
    return inner;
  }
}

/** The result in the measure's unit: percent points stay such in %, and are no amount of anything else. */
function inUnit({ size, kind }: Quantity, { unit, label }: AmountRules): number {
  if (unit === "%" && kind === "both")
    throw new Nonsense(`it mixes percent and plain numbers, and ${label} is kept in %: write 1.15 for 115%`);
  if (unit !== "%" && kind === "percent") throw new Nonsense(`it comes to percent; ${label} is kept in ${unit}`);
  const rounded = Number(size.toPrecision(DIGITS));
  if (!Number.isFinite(rounded)) throw new Nonsense("it comes to more than any number that can be kept");
  return rounded === 0 ? 0 : rounded;
}

/**
 * Calculates what a cell says behind `=`: numbers, `+ - * /`, brackets, signs and percent; a number may have a step,
 * `=10.2B+1.1B`. `=50%*20` is 10; in a measure kept in %, `=45%+3%` is 48. No names and no functions: those, and what
 * comes to no number, are refused with a sentence.
 */
export function calculate(text: string, rules: AmountRules): Calculated {
  const expression = text.trim();
  const short = expression.length > 40 ? `${expression.slice(0, 40)}…` : expression;
  try {
    if (expression.length > MOST_LETTERS) throw new Nonsense("it is too long for a cell");
    const tokens = tokensOf(expression.replace(/^=/, ""), rules);
    return { value: inUnit(new Reader(tokens).whole(), rules), expression };
  } catch (error) {
    if (error instanceof Nonsense) return { refused: `“${short}” cannot be calculated: ${error.message}` };
    throw error;
  }
}
