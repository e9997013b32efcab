import { parse } from "acorn";

const head = "export default function (data, inputs, user) {\n";
const tail = "\n}\n";

/** A query's transform as a JavaScript module, so that editors, linters and reviews know what it is. */
export function transformToFile(body: string): string {
  return head + body + tail;
}

/**
 * The body of the function in a transform file, also when someone formatted the file anew.
 * @throws SyntaxError when the file exports no function by default.
 */
export function transformFromFile(text: string): string {
  const normal = text.replaceAll("\r\n", "\n");
  if (normal.startsWith(head) && normal.endsWith(tail) && normal.length >= head.length + tail.length) return normal.slice(head.length, -tail.length);
  const program = parse(normal, { ecmaVersion: "latest", sourceType: "module" });
  for (const statement of program.body) {
    if (statement.type !== "ExportDefaultDeclaration") continue;
    const { declaration } = statement;
    const isFunction = declaration.type === "FunctionDeclaration" || declaration.type === "FunctionExpression" || declaration.type === "ArrowFunctionExpression";
    if (!isFunction || declaration.body.type !== "BlockStatement") break;
    return normal.slice(declaration.body.start + 1, declaration.body.end - 1).replace(/^[^\S\n]*\n/, "").replace(/\n[^\S\n]*$/, "");
  }
  throw new SyntaxError("the file must export a function by default: export default function (data, inputs, user) { … }");
}
