export * from "./access";
export * from "./catalogue";
export * from "./ingest";
export * from "./observation";
export * from "./price-index";
export * from "./provenance";
