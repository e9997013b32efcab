import type { Operation } from "@tessera/contracts";

/** A part of an operation that people change by hand after an import. */
export interface Keepable {
  /** Stable name, e.g. `backend` or `parameters/query/page`. */
  name: string;
  /** Whether it is a setting of the platform or documentation. */
  kind: "setting" | "docs";
  value: unknown;
  /** The operation with this part replaced; undefined removes it. */
  write: (operation: Operation, value: unknown) => Operation;
}

const settings = ["backend", "security", "matchSubpath", "idempotent", "transport", "async"] as const;
const docs = ["summary", "description", "tags", "deprecated", "externalDocs", "translations"] as const;

/** All such parts of an operation, in a fixed order. */
export function keepablesOf(operation: Operation): Keepable[] {
  const field = (kind: Keepable["kind"]) => (name: (typeof settings)[number] | (typeof docs)[number]): Keepable => ({ name, kind, value: operation[name], write: (target, value) => withField(target, name, value) });
  return [
    ...settings.map(field("setting")),
    ...docs.map(field("docs")),
    ...operation.parameters.map(({ in: place, name, description, example }): Keepable => ({
      name: `parameters/${place}/${name}`,
      kind: "docs",
      value: shown({ description, example }),
      write: (target, value) => ({ ...target, parameters: target.parameters.map((one) => (one.in === place && one.name === name ? withShown(one, value) : one)) }),
    })),
    ...Object.entries(operation.responses).map(([status, { description }]): Keepable => ({
      name: `responses/${status}`,
      kind: "docs",
      value: description === "" ? undefined : description,
      write: (target, value) => {
        const response = target.responses[status];
        return response === undefined ? target : { ...target, responses: { ...target.responses, [status]: { ...response, description: typeof value === "string" ? value : "" } } };
      },
    })),
  ];
}

function withField<T extends object>(target: T, name: string, value: unknown): T {
  const { [name]: _old, ...rest } = target as Record<string, unknown>;
  return (value === undefined ? rest : { ...rest, [name]: value }) as T;
}

function shown(parts: { description?: string | undefined; example?: unknown }): unknown {
  return parts.description === undefined && parts.example === undefined ? undefined : parts;
}

function withShown<T extends object>(target: T, value: unknown): T {
  const { description, example } = (value ?? {}) as { description?: unknown; example?: unknown };
  return withField(withField(target, "description", description), "example", example);
}
