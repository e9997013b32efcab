import type { HeaderTransform, StageVariables } from "@tessera/contracts";
import type { HeaderMap } from "../../pipeline/context.ts";
import { compileMap } from "./query.ts";
import type { TextSources } from "./sources.ts";
import { compileText, textFor } from "./text.ts";

/** Changes header fields in place. */
export type CompiledHeaders = (headers: HeaderMap, sources: TextSources) => void;

/**
 * A text as the value of a field: characters that could end it are percent-encoded, what is beyond Latin-1 goes out as the bytes
 * of its UTF-8.
 */
function fieldValue(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  // oxlint-disable-next-line no-control-regex -- control characters are what is encoded
  const safe = text.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, (character) => encodeURIComponent(character));
  // oxlint-disable-next-line no-control-regex -- everything beyond Latin-1
  return /^[\u0000-\u00ff]*$/.test(safe) ? safe : Buffer.from(safe, "utf8").toString("latin1");
}

function put(headers: HeaderMap, name: string, value: string | string[] | undefined): void {
  if (value === undefined || value.length === 0) delete headers[name];
  else headers[name] = value;
}

function compileStep(transform: HeaderTransform, variables: StageVariables): CompiledHeaders {
  const name = transform.name.toLowerCase();
  switch (transform.action) {
    case "add": {
      const text = compileText(transform.value, variables);
      return (headers, sources) => (headers[name] === undefined ? put(headers, name, fieldValue(textFor(text, sources))) : undefined);
    }
    case "set": {
      const text = compileText(transform.value, variables);
      return (headers, sources) => put(headers, name, fieldValue(textFor(text, sources)));
    }
    case "remove":
      return (headers) => put(headers, name, undefined);
    case "rename": {
      const to = transform.to.toLowerCase();
      return (headers) => {
        const value = headers[name];
        if (value === undefined) return;
        put(headers, name, undefined);
        put(headers, to, value);
      };
    }
    case "map": {
      const { find } = compileMap(transform, variables);
      const exchange = (value: string, sources: TextSources) => {
        const text = find(value);
        return text === undefined ? value : fieldValue(textFor(text, sources));
      };
      return (headers, sources) => {
        const value = headers[name];
        if (value === undefined) return;
        put(headers, name, Array.isArray(value) ? value.flatMap((one) => exchange(one, sources) ?? []) : exchange(value, sources));
      };
    }
  }
}

/** Compiles changes of header fields; undefined when there are none. */
export function compileHeaders(transforms: readonly HeaderTransform[], variables: StageVariables): CompiledHeaders | undefined {
  if (transforms.length === 0) return undefined;
  const steps = transforms.map((transform) => compileStep(transform, variables));
  return (headers, sources) => {
    for (const step of steps) step(headers, sources);
  };
}
