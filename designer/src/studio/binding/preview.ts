import { type Message, isTesseraError, verbatim } from "@tessera/contracts";
import { asText, parseTemplate } from "@tessera/page";
import { parseExpressionAt } from "acorn";

/** What a binding yields now; `unknown`: it does something that only the page itself may run. */
export type Preview = { kind: "value"; value: unknown } | { kind: "unknown" } | { kind: "error"; message: Message };

type Ast = { type: string } & Record<string, unknown>;
type Env = Readonly<Record<string, unknown>>;

class NotPreviewed extends Error {}

/**
 * The value of a template over what the frame reported, without running the person's code in this window: a small
 * interpreter of what bindings usually are (paths, operators, texts, array methods over arrow functions). Only own
 * properties are read, so that nothing reaches a prototype. Everything else is left to the canvas.
 */
export function previewOf(template: string, scope: Env): Preview {
  try {
    const parts = parseTemplate(template);
    const values = parts.map((part) => (part.kind === "text" ? part.text : evaluate(parseExpressionAt(part.source, 0, { ecmaVersion: "latest" }) as unknown as Ast, scope)));
    const [only] = parts;
    return { kind: "value", value: parts.length === 1 && only?.kind === "expression" ? values[0] : values.map(asText).join("") };
  } catch (error) {
    if (error instanceof NotPreviewed) return { kind: "unknown" };
    if (isTesseraError(error)) return { kind: "error", message: error.text };
    if (error instanceof Error) return { kind: "error", message: verbatim(error.message) };
    throw error;
  }
}

function evaluate(node: Ast, env: Env): unknown {
  const sub = (key: string): unknown => evaluate(node[key] as Ast, env);
  switch (node.type) {
    case "Literal":
      if (node.regex !== undefined || node.bigint !== undefined) throw new NotPreviewed();
      return node.value;
    case "Identifier":
      if (node.name === "undefined") return undefined;
      if (Object.hasOwn(env, String(node.name))) return env[String(node.name)];
      throw new NotPreviewed();
    case "ParenthesizedExpression":
    case "ChainExpression":
      return sub("expression");
    case "MemberExpression":
      return member(sub("object"), node.computed ? String(sub("property")) : String((node.property as Ast).name));
    case "TemplateLiteral": {
      const values = (node.expressions as Ast[]).map((one) => evaluate(one, env));
      return (node.quasis as { value: { cooked: string } }[]).map((quasi, index) => quasi.value.cooked + (index < values.length ? String(values[index]) : "")).join("");
    }
    case "ConditionalExpression":
      return sub("test") ? sub("consequent") : sub("alternate");
    case "LogicalExpression": {
      const left = sub("left");
      if (node.operator === "&&") return left ? sub("right") : left;
      if (node.operator === "||") return left ? left : sub("right");
      return left ?? sub("right");
    }
    case "UnaryExpression":
      return unary(String(node.operator), sub("argument"));
    case "BinaryExpression":
      return binary(String(node.operator), sub("left"), sub("right"));
    case "ArrayExpression":
      return (node.elements as (Ast | null)[]).map((element) => (element === null ? undefined : element.type === "SpreadElement" ? refuse() : evaluate(element, env)));
    case "ObjectExpression":
      return Object.fromEntries((node.properties as Ast[]).map((property) => objectEntry(property, env)));
    case "ArrowFunctionExpression":
      return arrow(node, env);
    case "CallExpression":
      return call(node, env);
    default:
      return refuse();
  }
}

function refuse(): never {
  throw new NotPreviewed();
}

function member(object: unknown, name: string): unknown {
  if (object === null || object === undefined) return undefined;
  if (typeof object === "string" || Array.isArray(object)) return name === "length" || /^\d+$/.test(name) ? (object as unknown[])[name as unknown as number] : refuse();
  return typeof object === "object" && Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}

function objectEntry(property: Ast, env: Env): [string, unknown] {
  if (property.type !== "Property" || property.computed || property.kind !== "init") return refuse();
  const key = property.key as Ast;
  return [String(key.type === "Identifier" ? key.name : key.value), evaluate(property.value as Ast, env)];
}

function arrow(node: Ast, env: Env): (...args: unknown[]) => unknown {
  const params = node.params as Ast[];
  if (!node.expression || node.async || params.some((param) => param.type !== "Identifier")) return refuse();
  return (...args) => evaluate(node.body as Ast, { ...env, ...Object.fromEntries(params.map((param, index) => [String(param.name), args[index]])) });
}

const arrayMethods = new Set(["map", "filter", "find", "findIndex", "some", "every", "slice", "join", "includes", "indexOf", "concat", "flat", "flatMap", "reduce", "at", "toSorted", "toReversed"]);
const textMethods = new Set(["toUpperCase", "toLowerCase", "includes", "startsWith", "endsWith", "slice", "split", "trim", "padStart", "padEnd", "indexOf", "at"]);
const numberMethods = new Set(["toFixed", "toLocaleString"]);

/** Calls of the listed methods only; they are those of this window's own arrays, texts and numbers. */
function call(node: Ast, env: Env): unknown {
  const callee = node.callee as Ast;
  if (callee.type !== "MemberExpression" || callee.computed) return refuse();
  const name = String((callee.property as Ast).name);
  const object = evaluate(callee.object as Ast, env);
  if (object === null || object === undefined) return undefined;
  const known = Array.isArray(object) ? arrayMethods : typeof object === "string" ? textMethods : typeof object === "number" ? numberMethods : new Set<string>();
  if (!known.has(name)) return refuse();
  const args = (node.arguments as Ast[]).map((argument) => (argument.type === "SpreadElement" ? refuse() : evaluate(argument, env)));
  const method = (object as unknown as Record<string, (...given: unknown[]) => unknown>)[name];
  return method ? method.apply(object, args) : refuse();
}

function unary(operator: string, value: unknown): unknown {
  if (operator === "!") return !value;
  if (operator === "-") return -Number(value);
  if (operator === "+") return Number(value);
  if (operator === "typeof") return typeof value;
  return refuse();
}

function binary(operator: string, left: unknown, right: unknown): unknown {
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case "===":
      return left === right;
    case "!==":
      return left !== right;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      return refuse();
  }
}
