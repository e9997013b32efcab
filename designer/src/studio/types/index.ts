export { answerOf } from "./answer-of.ts";
export { declare } from "./declare.ts";
export { schemaOfValue } from "./schema-of-value.ts";
export { scopeShape } from "./scope-shape.ts";
export { fieldOfShape, fieldsOfShape, itemOfShape, kindOfShape } from "./shape.ts";
export type { Shape } from "./shape.ts";
export type { Typed } from "./type-text.ts";
