import { type Message, parametersOf, parseTemplate } from "@tessera/contracts";
import { pathMessages } from "./messages.ts";

/** Why something of a document cannot be used. */
export interface Refusal {
  reason: Message;
}

/** Longest path and parameter name that an operation may have. */
const longest = { path: 2048, name: 256 } as const;

/** Names of the parameters of a path such as `/alerts/{id}` in order; a refusal says what is wrong with it. */
export function parsePathTemplate(path: string): { names: string[] } | Refusal {
  if (path.length > longest.path) return { reason: pathMessages.tooLong() };
  const names = parametersOf(parseTemplate(path));
  return names.some((name) => name.length > longest.name) ? { reason: pathMessages.nameTooLong() } : { names };
}
