export * from "./access";
export * from "./catalogue";
export * from "./observation";
export * from "./provenance";
