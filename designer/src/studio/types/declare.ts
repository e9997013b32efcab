import type { Shape } from "./shape.ts";
import { type Typed, typeTexts } from "./type-text.ts";

const identifier = /^[A-Za-z_$][\w$]*$/;

/** Declares the names of a shape as constants for the code editor; names that are no identifiers are left out. */
export function declare(names: Readonly<Record<string, Shape>>): string {
  const leaves: Record<string, Typed> = {};
  const collect = (shape: Shape, path: string): void => {
    if (!("fields" in shape)) leaves[path] = shape;
    else for (const [name, inner] of Object.entries(shape.fields)) collect(inner, `${path}/${name}`);
  };
  for (const [name, shape] of Object.entries(names)) collect(shape, name);
  const { types, declarations } = typeTexts(leaves);
  const write = (shape: Shape, path: string): string =>
    "fields" in shape ? `{ ${Object.entries(shape.fields).map(([name, inner]) => `${JSON.stringify(name)}: ${write(inner, `${path}/${name}`)}`).join("; ")} }` : (types[path] ?? "any");
  const constants = Object.entries(names).filter(([name]) => identifier.test(name)).map(([name, shape]) => `declare const ${name}: ${write(shape, name)};`);
  return [declarations, ...constants, ""].join("\n");
}
