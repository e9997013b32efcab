import { type ESTree, parseSync } from "vite";

type Node = ESTree.Node;
/** Errors that people read; a defect's message is for the log. */
const shownErrors = new Set(["UserError", "OperationalError"]);
/** Functions that give a text in every language, whatever file they come from. */
const messageMakers = new Set(["joinMessages", "verbatim", "issueMessage"]);

interface Scope {
  /** What a name of the file stands for: its first value, or its stated type. */
  values: Map<string, Node>;
  types: Map<string, string>;
  /** Names of what was caught. */
  caught: Set<string>;
}

/** Lines where an error that people read is made with a text of one language. */
export function plainErrorTexts(file: string, source: string): number[] {
  const { program } = parseSync(file, source);
  const scope: Scope = { values: new Map(), types: new Map(), caught: new Set() };
  walk(program, (node) => collect(node, source, scope));
  const lines: number[] = [];
  walk(program, (node) => {
    if (node.type !== "NewExpression" || node.callee.type !== "Identifier" || !shownErrors.has(node.callee.name)) return;
    const [options] = node.arguments;
    if (options?.type !== "ObjectExpression") return;
    const message = propertyOf(options, "message");
    if (message !== undefined && isPlain(message, scope)) lines.push(source.slice(0, node.start).split("\n").length);
  });
  return lines;
}

/** Every template that a file defines, by language. */
export function templatesOf(file: string, source: string): Record<string, string>[] {
  const templates: Record<string, string>[] = [];
  walk(parseSync(file, source).program, (node) => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier" || node.callee.name !== "defineMessages") return;
    const [given] = node.arguments;
    const table = given?.type === "TSSatisfiesExpression" ? given.expression : given;
    if (table?.type !== "ObjectExpression") return;
    for (const entry of table.properties) {
      if (entry.type !== "Property" || entry.value.type !== "ObjectExpression") continue;
      const texts = entry.value.properties.flatMap((property) => (property.type === "Property" && property.value.type === "Literal" ? [[keyOf(property.key), String(property.value.value)]] : []));
      templates.push(Object.fromEntries(texts) as Record<string, string>);
    }
  });
  return templates;
}

function isPlain(node: Node, scope: Scope, depth = 0): boolean {
  if (depth > 5) return false;
  const inner = (next: Node): boolean => isPlain(next, scope, depth + 1);
  switch (node.type) {
    case "Literal":
    case "TemplateLiteral":
    case "BinaryExpression":
      return true;
    case "ConditionalExpression":
      return inner(node.consequent) || inner(node.alternate);
    case "LogicalExpression":
      return inner(node.left) || inner(node.right);
    case "MemberExpression":
      return isErrorMessage(node, scope);
    case "Identifier":
      return isPlainName(node.name, scope, inner);
    case "CallExpression":
      return isPlainCall(node, scope);
    default:
      return false;
  }
}

/** `error.message` is English; the `message` of a finding is in every language. */
function isErrorMessage({ computed, object, property }: ESTree.MemberExpression, { caught }: Scope): boolean {
  if (computed || property.type !== "Identifier" || property.name !== "message") return false;
  return object.type === "Identifier" && (caught.has(object.name) || /(^|[a-z])(error|cause|failure)$/i.test(object.name));
}

function isPlainName(name: string, { values, types }: Scope, inner: (node: Node) => boolean): boolean {
  const type = types.get(name);
  if (type !== undefined) return !/Message/.test(type);
  const value = values.get(name);
  return value !== undefined && inner(value);
}

/** A call gives texts when it is of a table of messages, or of a function that says so. */
function isPlainCall({ callee }: ESTree.CallExpression, { types }: Scope): boolean {
  if (callee.type === "Identifier") return !messageMakers.has(callee.name) && !/Message/.test(types.get(callee.name) ?? "Message");
  return callee.type === "MemberExpression" && !callee.computed && callee.property.type === "Identifier" && /^(join|slice|replace|replaceAll|toString|trim|concat)$/.test(callee.property.name);
}

function collect(node: Node, source: string, { values, types, caught }: Scope): void {
  if (node.type === "CatchClause" && node.param?.type === "Identifier") caught.add(node.param.name);
  if (node.type === "VariableDeclarator" && node.id.type === "Identifier") {
    if (node.id.typeAnnotation) types.set(node.id.name, textOf(node.id.typeAnnotation, source));
    else if (node.init) values.set(node.id.name, node.init);
  }
  if (node.type === "FunctionDeclaration" || node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression") {
    if (node.type === "FunctionDeclaration" && node.id && node.returnType) types.set(node.id.name, textOf(node.returnType, source));
    for (const parameter of node.params) if (parameter.type === "Identifier" && parameter.typeAnnotation && !types.has(parameter.name)) types.set(parameter.name, textOf(parameter.typeAnnotation, source));
  }
}

function propertyOf(object: ESTree.ObjectExpression, name: string): Node | undefined {
  for (const property of object.properties) if (property.type === "Property" && keyOf(property.key) === name) return property.value;
  return undefined;
}

function keyOf(key: Node): string {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : "";
}

function textOf({ start, end }: Node, source: string): string {
  return source.slice(start, end);
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) return value.forEach((item) => walk(item, visit));
  if ("type" in value && typeof value.type === "string") visit(value as Node);
  for (const inner of Object.values(value)) walk(inner, visit);
}
