import type { QueryTransform, StageVariables } from "@tessera/contracts";
import type { TextSources } from "./sources.ts";
import { type CompiledText, compileText, textFor } from "./text.ts";

/** Changes a query without `?`; pairs that no change names stay as the caller wrote them. */
export type CompiledQuery = (query: string, sources: TextSources) => string;

interface Pair {
  name: string;
  /** As it is sent. */
  written: string;
}

function pairOf(name: string, value: string): Pair {
  return { name, written: `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}` };
}

function read(written: string): [name: string, value: string] {
  const [pair = ["", ""]] = new URLSearchParams(written);
  return [pair[0], pair[1]];
}

function withValue(pairs: Pair[], name: string, value: string | undefined): Pair[] {
  const rest = pairs.filter((pair) => pair.name !== name);
  return value === undefined ? rest : [...rest, pairOf(name, value)];
}

type Step = (pairs: Pair[], sources: TextSources) => Pair[];

function compileStep(transform: QueryTransform, variables: StageVariables): Step {
  const { name } = transform;
  switch (transform.action) {
    case "add": {
      const text = compileText(transform.value, variables);
      return (pairs, sources) => (pairs.some((pair) => pair.name === name) ? pairs : withValue(pairs, name, textFor(text, sources)));
    }
    case "set": {
      const text = compileText(transform.value, variables);
      return (pairs, sources) => withValue(pairs, name, textFor(text, sources));
    }
    case "remove":
      return (pairs) => withValue(pairs, name, undefined);
    case "rename":
      return (pairs) => {
        if (!pairs.some((pair) => pair.name === name)) return pairs;
        return pairs.filter((pair) => pair.name !== transform.to).map((pair) => (pair.name === name ? pairOf(transform.to, read(pair.written)[1]) : pair));
      };
    case "map": {
      const { find } = compileMap(transform, variables);
      return (pairs, sources) =>
        pairs.flatMap((pair) => {
          if (pair.name !== name) return [pair];
          const text = find(read(pair.written)[1]);
          if (text === undefined) return [pair];
          const value = textFor(text, sources);
          return value === undefined ? [] : [pairOf(name, value)];
        });
    }
  }
}

/** The texts of a map; `find` gives none where a value stays as it is. */
export function compileMap({ values, otherwise }: { values: Readonly<Record<string, string>>; otherwise?: string | undefined }, variables: StageVariables): { find(value: string): CompiledText | undefined } {
  const texts = new Map(Object.entries(values).map(([value, text]) => [value, compileText(text, variables)]));
  const other = otherwise === undefined ? undefined : compileText(otherwise, variables);
  return { find: (value) => texts.get(value) ?? other };
}

/** Compiles changes of a query; undefined when there are none. */
export function compileQuery(transforms: readonly QueryTransform[], variables: StageVariables): CompiledQuery | undefined {
  if (transforms.length === 0) return undefined;
  const steps = transforms.map((transform) => compileStep(transform, variables));
  return (query, sources) => {
    let pairs = query.split("&").filter((written) => written !== "").map((written): Pair => ({ name: read(written)[0], written }));
    for (const step of steps) pairs = step(pairs, sources);
    return pairs.map(({ written }) => written).join("&");
  };
}
