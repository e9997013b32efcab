import type { AsyncOperation, Operation, Outcome } from "@tessera/contracts";

/** States as many systems call them, to start from. */
export const usualOutcome: Outcome = { state: "/status", succeeded: ["succeeded"], failed: ["failed"], cancelled: ["cancelled"] };

export const newPoll: NonNullable<AsyncOperation["poll"]> = { operation: "", parameter: "path.id", outcome: usualOutcome, intervalMs: 2_000, maxIntervalMs: 30_000 };
export const newCallback: NonNullable<AsyncOperation["callback"]> = { parameter: "body./callbackUrl", outcome: usualOutcome };
export const newAsync: AsyncOperation = { id: { pointer: "/id" }, poll: newPoll, result: { pointer: "" }, timeoutSeconds: 3_600 };

/** The record without a field, or with another value of it. */
export function withField<T extends object, K extends keyof T>(record: T, key: K, value: T[K] | undefined): T {
  const { [key]: _before, ...rest } = record;
  return (value === undefined ? rest : { ...record, [key]: value }) as T;
}

/** Operations that a declaration names, without those not chosen yet. */
export function namedOperations({ async: declared }: Operation): string[] {
  const named = [declared?.poll, declared?.result, declared?.cancel].flatMap((one) => (one !== undefined && "operation" in one && one.operation !== "" ? [one.operation] : []));
  return [...new Set(named)];
}

/** Where an operation takes a value: `path.id`, `query.id`, `header.x-id`, and the fields of its JSON body. */
export function placesOf(operation: Pick<Operation, "parameters" | "requestBody">, inPath: boolean): string[] {
  const parameters = operation.parameters.filter((one) => one.in !== "cookie" && (inPath || one.in !== "path")).map((one) => `${one.in}.${one.name}`);
  const schema = Object.entries(operation.requestBody?.content ?? {}).find(([type]) => /[/+]json\b/.test(type))?.[1].schema;
  const fields = typeof schema === "object" && typeof schema["properties"] === "object" && schema["properties"] !== null ? Object.keys(schema["properties"]) : [];
  return [...parameters, ...fields.map((field) => `body./${field.replaceAll("~", "~0").replaceAll("/", "~1")}`)];
}
