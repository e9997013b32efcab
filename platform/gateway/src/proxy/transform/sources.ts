import type { IncomingHttpHeaders } from "node:http";
import type { CallerFact, TemplateReference } from "@tessera/contracts";
import type { Caller } from "../../pipeline/context.ts";

/** What texts of transforms may take from a call, as the caller sent it; undefined where there is none. */
export interface TextSources {
  valueOf(reference: TemplateReference): string | undefined;
}

export interface CalledWith {
  /** Names of the parameters of the front path, and their encoded values. */
  names: readonly string[];
  values: readonly string[];
  query: string;
  headers: Readonly<IncomingHttpHeaders>;
  caller: Caller | undefined;
}

function factOf(caller: Caller, fact: CallerFact): string | undefined {
  return caller[fact];
}

/** Values with names of a call; the query is only read where a text asks for it. */
export function sourcesOf({ names, values, query, headers, caller }: CalledWith): TextSources {
  let parameters: URLSearchParams | undefined;
  return {
    valueOf({ source, name }) {
      if (source === "path") {
        const value = values[names.indexOf(name)];
        return value === undefined ? undefined : decodeURIComponent(value);
      }
      if (source === "query") return (parameters ??= new URLSearchParams(query)).get(name) ?? undefined;
      if (source === "caller") return caller === undefined ? undefined : factOf(caller, name as CallerFact);
      const value = headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
  };
}
