/** Whose capex a consensus or estimate is about: one company under its own key, or a group with its members. */
export const capexScopes: Record<string, string> = {
  "ai-related-capex": "AI-related capex",
  alphabet: "Alphabet",
  amazon: "Amazon",
  amd: "AMD",
  "big-4": "Big four (AMZN, GOOGL, META, MSFT)",
  "big-5": "Big five (AMZN, GOOGL, META, MSFT, ORCL)",
  "googl-plus-meta-plus-amzn-plus-msft-plus-baba-plus-bidu-plus": "GOOGL+META+AMZN+MSFT+BABA+BIDU+Tencent",
  hyperscalers: "Hyperscalers, members not stated",
  "large-tech-companies": "Large tech companies",
  meta: "Meta Platforms",
  microsoft: "Microsoft",
  "msft-plus-googl-plus-amzn": "MSFT+GOOGL+AMZN",
  nvidia: "NVIDIA",
  oracle: "Oracle",
};
