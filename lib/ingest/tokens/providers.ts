export type TokenSource = "genai-prices" | "models-dev" | "litellm-prices";

/** Who sells tokens, and which of what a source lists under that name is meant. */
export type TokenProvider = {
  slug: string;
  /** The models that count: a provider's own, and at Groq and Together those of Meta, which sells none itself. */
  family: RegExp;
  /** How each source calls the provider; left out where it does not list it in USD. */
  names: Readonly<Partial<Record<TokenSource, string>>>;
  /** What LiteLLM writes before the name of a model that is sold here. */
  prefix: string;
};

// Platforms in China (open.bigmodel.cn, dashscope.aliyuncs.com, api.moonshot.cn) sell in yuan: what a source lists for
// them in USD is its own conversion and no price.
export const tokenProviders: readonly TokenProvider[] = [
  {
    slug: "anthropic",
    family: /^claude-/,
    names: { "genai-prices": "anthropic", "models-dev": "anthropic", "litellm-prices": "anthropic" },
    prefix: "",
  },
  {
    slug: "openai",
    family: /^(gpt-(?!oss)|o\d|codex-)/,
    names: { "genai-prices": "openai", "models-dev": "openai", "litellm-prices": "openai" },
    prefix: "",
  },
  {
    slug: "google",
    family: /^gemini-(?!gemma)/,
    names: { "genai-prices": "google", "models-dev": "google", "litellm-prices": "gemini" },
    prefix: "gemini/",
  },
  {
    slug: "deepseek",
    family: /^deepseek-/,
    names: { "genai-prices": "deepseek", "models-dev": "deepseek", "litellm-prices": "deepseek" },
    prefix: "deepseek/",
  },
  {
    slug: "mistral",
    family: /^(open-|labs-)?(mistral|ministral|mixtral|magistral|codestral|devstral|pixtral)/,
    names: { "genai-prices": "mistral", "models-dev": "mistral", "litellm-prices": "mistral" },
    prefix: "mistral/",
  },
  {
    slug: "xai",
    family: /^grok-/,
    names: { "genai-prices": "x-ai", "models-dev": "xai", "litellm-prices": "xai" },
    prefix: "xai/",
  },
  {
    slug: "moonshotai",
    family: /^(kimi|moonshot)-/,
    names: { "genai-prices": "moonshotai", "models-dev": "moonshotai", "litellm-prices": "moonshot" },
    prefix: "moonshot/",
  },
  {
    slug: "alibaba",
    family: /^(qwen|qwq|qvq)/i,
    names: { "models-dev": "alibaba", "litellm-prices": "dashscope" },
    prefix: "dashscope/",
  },
  {
    slug: "zai",
    family: /^glm-/i,
    names: { "genai-prices": "zai", "models-dev": "zai", "litellm-prices": "zai" },
    prefix: "zai/",
  },
  {
    slug: "groq",
    family: /^(meta-llama\/)?llama/i,
    names: { "genai-prices": "groq", "models-dev": "groq", "litellm-prices": "groq" },
    prefix: "groq/",
  },
  {
    slug: "togetherai",
    family: /^meta-llama\//i,
    names: { "genai-prices": "together", "models-dev": "togetherai", "litellm-prices": "together_ai" },
    prefix: "together_ai/",
  },
];

/** The provider that a source calls by this name, if it is one of those that are tracked. */
export function providerNamed(source: TokenSource, name: string): TokenProvider | undefined {
  return tokenProviders.find((one) => one.names[source] === name);
}

/** The tracked providers that a source should list and, going by the names found in it, does not. */
export function missingProviders(source: TokenSource, found: ReadonlySet<string>): string[] {
  return tokenProviders.flatMap(({ names }) => {
    const name = names[source];
    return name === undefined || found.has(name) ? [] : [name];
  });
}
