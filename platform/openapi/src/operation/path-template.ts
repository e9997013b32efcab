import type { Message } from "@tessera/contracts";
import { pathMessages } from "./messages.ts";

/** Why something of a document cannot be used. */
export interface Refusal {
  reason: Message;
}

export interface PathTemplate {
  /** Parameter names in order. */
  names: string[];
  /** The path with every parameter as `{}`: two operations of one method and shape cannot be told apart. */
  shape: string;
}

/** Reads `/alerts/{id}`; a refusal says what is wrong with it. */
export function parsePathTemplate(path: string): PathTemplate | Refusal {
  if (path.length > 2048) return { reason: pathMessages.tooLong() };
  if (path.includes("?")) return { reason: pathMessages.query() };
  if (path.includes("#")) return { reason: pathMessages.fragment() };
  if (/\s/.test(path)) return { reason: pathMessages.space() };
  const names: string[] = [];
  const shape = path.replaceAll(/\{([^{}/]+)\}/g, (_whole, name: string) => {
    names.push(name);
    return "{}";
  });
  if (/[{}]/.test(shape.replaceAll("{}", "")) || /\{\}/.test(path)) return { reason: pathMessages.braces({ example: "{id}" }) };
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { reason: pathMessages.twice({ name: twice.slice(0, 60) }) };
  const long = names.find((name) => name.length > 256);
  return long === undefined ? { names, shape } : { reason: pathMessages.nameTooLong() };
}
