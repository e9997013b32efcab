import type { GatewayAnswer } from "./gateway-caller.ts";

/** Body of an answer: parsed when it is JSON, text when it is text, null when it is empty or binary. */
export function bodyOfAnswer({ bytes, headers, truncated }: Pick<GatewayAnswer, "bytes" | "headers" | "truncated">): unknown {
  if (bytes.length === 0) return null;
  const type = headers["content-type"] ?? "";
  const text = textOf(bytes, truncated);
  if (text === null) return null;
  if (/[/+]json/i.test(type) && !truncated) return parsedOr(text);
  return text;
}

function textOf(bytes: Buffer, truncated: boolean): string | null {
  // A cut may fall inside a character: its first bytes are not a sign of binary data.
  const text = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
  const whole = truncated ? text.replace(/\uFFFD+$/, "") : text;
  return /[\0\uFFFD]/.test(whole) ? null : whole;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
