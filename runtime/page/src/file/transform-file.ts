import { parse } from "acorn";
import { dependenciesOfFunction } from "../binding/dependencies.ts";

const parameters = ["data", "inputs", "user"];
const headOf = (count: number): string => `export default function (${parameters.slice(0, count).join(", ")}) {\n`;
/** A transform file in short, for messages. */
export const transformExample = "export default function (data, inputs, user) { … }";
const heads = [3, 2, 1, 0].map(headOf);
const tail = "\n}\n";

/**
 * A query's transform as a JavaScript module, so that editors, linters and reviews know what it is. It names the parameters
 * up to the last one that it uses, which is what linters ask for.
 */
export function transformToFile(body: string): string {
  return headOf(usedParameters(body)) + body + tail;
}

function usedParameters(body: string): number {
  try {
    const { names, paths } = dependenciesOfFunction(body);
    const used = new Set([...names, ...paths.map(([root]) => root)]);
    return parameters.findLastIndex((name) => used.has(name)) + 1;
  } catch (error) {
    // A body that cannot be read yet is still saved.
    if (error instanceof Error) return parameters.length;
    throw error;
  }
}

/**
 * The body of the function in a transform file, also when someone formatted the file anew; null when the file exports no
 * function by default.
 * @throws SyntaxError of the parser.
 */
export function transformFromFile(text: string): string | null {
  const normal = text.replaceAll("\r\n", "\n");
  const head = heads.find((candidate) => normal.startsWith(candidate) && normal.length >= candidate.length + tail.length);
  if (head !== undefined && normal.endsWith(tail)) return normal.slice(head.length, -tail.length);
  const program = parse(normal, { ecmaVersion: "latest", sourceType: "module" });
  for (const statement of program.body) {
    if (statement.type !== "ExportDefaultDeclaration") continue;
    const { declaration } = statement;
    const isFunction = declaration.type === "FunctionDeclaration" || declaration.type === "FunctionExpression" || declaration.type === "ArrowFunctionExpression";
    if (!isFunction || declaration.body.type !== "BlockStatement") break;
    return normal.slice(declaration.body.start + 1, declaration.body.end - 1).replace(/^[^\S\n]*\n/, "").replace(/\n[^\S\n]*$/, "");
  }
  return null;
}
