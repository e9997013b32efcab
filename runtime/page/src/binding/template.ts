import { type Message, UserError } from "@tessera/contracts";
import { type Expression, parseExpressionAt } from "acorn";
import { pageErrorCodes } from "../errors.ts";
import { bindingMessages } from "./messages.ts";
import { type Reference, freeReferences } from "./references.ts";
import { syntaxReason } from "./syntax-reason.ts";

/** A piece of a template: literal text, or one parsed expression with its place in the template and what it reads. */
export type TemplatePart = { kind: "text"; text: string } | { kind: "expression"; source: string; start: number; end: number; references: Reference[] };

/** Most expressions in one template: the parser looks at the whole text for each of them. */
const mostExpressions = 500;

/** What stands around an expression, for messages: templates of messages cannot hold braces of their own. */
const marks = { open: "{{", close: "}}" } as const;

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
  let expressions = 0;
  for (;;) {
    const open = template.indexOf("{{", at);
    if (open < 0) break;
    expressions += 1;
    if (expressions > mostExpressions) throw syntaxError(template, open, bindingMessages.tooMany({ limit: mostExpressions }));
    if (open > at) parts.push({ kind: "text", text: template.slice(at, open) });
    const { start, end, references } = parseOne(template, open + 2);
    const close = skipBlank(template, end);
    if (!template.startsWith("}}", close)) throw syntaxError(template, close, bindingMessages.expectedEnd(marks));
    parts.push({ kind: "expression", source: template.slice(start, end), start, end, references });
    at = close + 2;
  }
  if (at < template.length) parts.push({ kind: "text", text: template.slice(at) });
  return parts;
}

function parseOne(template: string, start: number): { start: number; end: number; references: Reference[] } {
  const first = skipBlank(template, start);
  if (first >= template.length) throw syntaxError(template, first, bindingMessages.neverEnds(marks));
  if (template.startsWith("}}", first)) throw syntaxError(template, first, bindingMessages.empty(marks));
  try {
    const ast = parseExpressionAt(template, first, parserOptions);
    // A parenthesised expression ends before its closing parenthesis: continue until all that were opened are closed.
    return { ...outerRange(template, first, ast), references: freeReferences(ast) };
  } catch (error) {
    if (error instanceof RangeError) throw syntaxError(template, first, bindingMessages.tooDeep());
    if (!(error instanceof SyntaxError)) throw error;
    const position = (error as SyntaxError & { pos?: number }).pos ?? first;
    throw syntaxError(template, position, syntaxReason(error));
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

function syntaxError(template: string, position: number, reason: Message): UserError {
  const line = template.slice(0, position).split("\n").length;
  const facts = { position: position + 1, reason, form: { en: "{{ expression }}", "zh-CN": "{{ 表达式 }}" }, example: "{{ queries.alerts.data }}" };
  return new UserError({
    code: pageErrorCodes.bindingSyntax,
    message: line > 1 ? bindingMessages.unreadableLine({ ...facts, line }) : bindingMessages.unreadable(facts),
    detail: { position },
  });
}
