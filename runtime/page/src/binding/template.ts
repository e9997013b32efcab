import { UserError } from "@tessera/contracts";
import { type Expression, parseExpressionAt } from "acorn";
import { pageErrorCodes } from "../errors.ts";

/** A piece of a template: literal text, or one parsed expression with its place in the template. */
export type TemplatePart = { kind: "text"; text: string } | { kind: "expression"; source: string; start: number; end: number; ast: Expression };

/** Language of expressions; scripts, because that is what `new Function` runs. */
export const parserOptions = { ecmaVersion: "latest", sourceType: "script" } as const;

/**
 * Splits a template at its `{{ expression }}` parts. The parser finds where an expression ends, so braces, strings and
 * template literals inside of it are fine.
 * @throws UserError page.binding-syntax with `detail.position`.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const open = template.indexOf("{{", at);
    if (open < 0) break;
    if (open > at) parts.push({ kind: "text", text: template.slice(at, open) });
    const ast = parseOne(template, open + 2);
    const close = skipBlank(template, ast.end);
    if (!template.startsWith("}}", close)) throw syntaxError(template, close, "expected `}}` after the expression");
    parts.push({ kind: "expression", source: template.slice(ast.start, ast.end), start: ast.start, end: ast.end, ast });
    at = close + 2;
  }
  if (at < template.length) parts.push({ kind: "text", text: template.slice(at) });
  return parts;
}

function parseOne(template: string, start: number): Expression {
  const first = skipBlank(template, start);
  if (first >= template.length) throw syntaxError(template, first, "`{{` without an expression and `}}`");
  if (template.startsWith("}}", first)) throw syntaxError(template, first, "there is no expression between `{{` and `}}`");
  try {
    const ast = parseExpressionAt(template, first, parserOptions);
    // A parenthesised expression ends before its closing parenthesis: continue until all that were opened are closed.
    return { ...ast, ...outerRange(template, first, ast) };
  } catch (error) {
    if (error instanceof RangeError) throw syntaxError(template, first, "the expression is nested too deeply");
    if (!(error instanceof SyntaxError)) throw error;
    const position = (error as SyntaxError & { pos?: number }).pos ?? first;
    throw syntaxError(template, position, error.message.replace(/ \(\d+:\d+\)$/, ""));
  }
}

function outerRange(template: string, first: number, ast: Expression): { start: number; end: number } {
  let end = ast.end;
  let opened = 0;
  for (let at = first; at < ast.start; at = skipBlank(template, at + 1)) if (template[at] === "(") opened += 1;
  for (; opened > 0; opened -= 1) {
    const next = skipBlank(template, end);
    if (template[next] !== ")") break;
    end = next + 1;
  }
  return opened === 0 ? { start: first, end } : { start: ast.start, end: ast.end };
}

/** Position after white space and comments. */
function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? "")) at += 1;
    if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end + 1;
    } else return at;
  }
}

function syntaxError(template: string, position: number, reason: string): UserError {
  const line = template.slice(0, position).split("\n").length;
  return new UserError({
    code: pageErrorCodes.bindingSyntax,
    message: `The binding cannot be read at character ${position + 1}${line > 1 ? ` (line ${line})` : ""}: ${reason}. Write it as {{ expression }}, e.g. {{ queries.alerts.data }}.`,
    detail: { position },
  });
}
