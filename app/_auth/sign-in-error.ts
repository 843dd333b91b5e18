/** What next-auth is told, and tells the login page, where signing in failed for a reason of ours. */
export const UNAVAILABLE = "Unavailable";

/** Where a try has to wait: for how many seconds. */
export const waitError = (seconds: number): string => `Wait-${seconds}`;
export const waitOf = (error: unknown): number | null => {
  const match = typeof error === "string" ? /^Wait-(\d{1,5})$/.exec(error) : null;
  return match ? Number(match[1]) : null;
};

/** Where all is right but the code of the second factor: whether one was given. */
export const codeError = (given: boolean): string => (given ? "CodeWrong" : "Code");
export const isCodeError = (error: unknown): error is "Code" | "CodeWrong" => error === "Code" || error === "CodeWrong";
