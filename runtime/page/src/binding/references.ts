import type { AnyNode } from "acorn";

/** One step of a member chain: its text, where it stands, and whether it stands in quotes (`a["b"]`). */
export interface PathStep {
  name: string;
  start: number;
  end: number;
  quoted: boolean;
}

/** A free variable with the member names that are read from it: `queries.alerts.data` is root `queries` and two steps. */
export interface Reference {
  root: string;
  start: number;
  steps: PathStep[];
}

type Scope = ReadonlySet<string>;
type AnyRecord = Record<string, unknown>;

/** References to names that the code does not declare itself, in the order of the text. */
export function freeReferences(code: AnyNode): Reference[] {
  const found: Reference[] = [];
  visit(code, new Set(), found);
  return found.sort((a, b) => a.start - b.start);
}

function visit(node: AnyNode, scope: Scope, found: Reference[]): void {
  switch (node.type) {
    case "Identifier":
      if (!scope.has(node.name)) found.push({ root: node.name, start: node.start, steps: [] });
      return;
    case "MemberExpression":
      return visitMember(node, scope, found);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
    case "Program":
    case "CatchClause":
    case "ClassExpression":
      return visitChildren(node, new Set([...scope, ...declaredIn(node)]), found);
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      if (node.computed) visit(node.key, scope, found);
      if (node.value) visit(node.value, scope, found);
      return;
    case "LabeledStatement":
      return visit(node.body, scope, found);
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
      return;
    default:
      return visitChildren(node, scope, found);
  }
}

function visitMember(node: AnyNode & { type: "MemberExpression" }, scope: Scope, found: Reference[]): void {
  const steps: PathStep[] = [];
  const computed: AnyNode[] = [];
  let current: AnyNode = node;
  while (current.type === "MemberExpression" || current.type === "ChainExpression") {
    if (current.type === "ChainExpression") {
      current = current.expression;
      continue;
    }
    const step = stepOf(current);
    if (step) steps.push(step);
    else {
      steps.length = 0;
      computed.push(current.property);
    }
    current = current.object;
  }
  steps.reverse();
  for (const property of computed) visit(property, scope, found);
  if (current.type === "Identifier") {
    if (!scope.has(current.name)) found.push({ root: current.name, start: current.start, steps });
  } else visit(current, scope, found);
}

function stepOf(node: AnyNode & { type: "MemberExpression" }): PathStep | null {
  const { property } = node;
  if (!node.computed) return property.type === "Identifier" ? { name: property.name, start: property.start, end: property.end, quoted: false } : null;
  if (property.type === "Literal" && typeof property.value === "string") return { name: property.value, start: property.start, end: property.end, quoted: true };
  return null;
}

function visitChildren(node: AnyNode, scope: Scope, found: Reference[]): void {
  for (const child of childrenOf(node)) visit(child, scope, found);
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node as unknown as AnyRecord).flatMap((value) => (Array.isArray(value) ? value : [value])).filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && typeof (value as AnyRecord).type === "string";
}

/** Names that a function, block or program declares; a block's `let` counts for the whole function, which is near enough. */
function declaredIn(node: AnyNode): Set<string> {
  const names = new Set<string>();
  if ("params" in node) for (const param of node.params) patternNames(param, names);
  if (node.type === "CatchClause" && node.param) patternNames(node.param, names);
  if ("id" in node && node.id) patternNames(node.id, names);
  if (node.type !== "ArrowFunctionExpression") names.add("arguments");
  const body = node.type === "Program" ? node.body : "body" in node ? [node.body].flat() : [];
  for (const child of body) if (isNode(child)) collectDeclarations(child, names);
  return names;
}

function collectDeclarations(node: AnyNode, names: Set<string>): void {
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
    if (node.id) names.add(node.id.name);
    return;
  }
  if (node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression") return;
  if (node.type === "VariableDeclarator") patternNames(node.id, names);
  for (const child of childrenOf(node)) collectDeclarations(child, names);
}

function patternNames(pattern: AnyNode, names: Set<string>): void {
  if (pattern.type === "Identifier") names.add(pattern.name);
  else if (pattern.type === "ObjectPattern") for (const property of pattern.properties) patternNames(property.type === "RestElement" ? property.argument : property.value, names);
  else if (pattern.type === "ArrayPattern") for (const element of pattern.elements.filter((each) => each !== null)) patternNames(element, names);
  else if (pattern.type === "AssignmentPattern") patternNames(pattern.left, names);
  else if (pattern.type === "RestElement") patternNames(pattern.argument, names);
}
