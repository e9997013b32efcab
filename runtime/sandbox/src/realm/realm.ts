/** Sends text out of the isolate; a copy, never a reference. */
type Send = (...parts: (string | number)[]) => void;

/** What the child calls in a prepared context: `start` with a run's input, `answer` with the outcome of a capability call. */
export type Enter = (operation: "start" | "answer", ...rest: (string | number | boolean)[]) => string | undefined;

/**
 * Prepares a fresh context for one program and returns the way in. It is compiled from its own text inside the isolate, so it
 * refers to nothing around it; and because user code may replace any method of any intrinsic, everything it needs after the
 * user's first statement is captured before.
 *
 * Outcomes are text: `v` + JSON of the result, `u` for undefined, `e` + JSON of a failure. They are returned when the program
 * is synchronous and given to `settle` otherwise.
 */
export function prepareRealm(program: (...values: unknown[]) => unknown, settle: Send, log: Send, call: Send): Enter {
  "use strict";
  // oxlint-disable-next-line typescript/unbound-method -- captured as bare functions on purpose, called through Reflect.apply
  const slice = String.prototype.slice;
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const { create, defineProperty, freeze, hasOwn } = Object;
  const { isArray } = Array;
  // oxlint-disable-next-line typescript/unbound-method -- as above
  const { then } = Promise.prototype;
  const Text = String;
  const Failed = Error;
  const Wait = Promise;
  const realm = globalThis as Record<string, unknown>;

  // Blocking waits, shared memory, memory outside the accounted heap and code that runs at an unknown later time.
  const removed = ["SharedArrayBuffer", "Atomics", "WebAssembly", "FinalizationRegistry", "WeakRef"];
  for (let index = 0; index < removed.length; index += 1) delete realm[removed[index] as string];

  interface Pending {
    resolve(value: unknown): void;
    reject(reason: unknown): void;
  }
  const pending = create(null) as Record<number, Pending | undefined>;
  const rejections = new WeakMap<object, number>();
  // oxlint-disable-next-line typescript/unbound-method -- as above
  const rejectionOf = WeakMap.prototype.get;
  // oxlint-disable-next-line typescript/unbound-method -- as above
  const markRejection = WeakMap.prototype.set;
  const callOf = (key: object): unknown => apply(rejectionOf, rejections, [key]);
  let calls = 0;
  let maxCalls = 0;
  let outputLength = 0;
  let logLength = 0;
  let callable = false;

  const cut = (text: string, length: number): string => apply(slice, text, [0, length]) as string;

  /** Reads a property that a hostile value may answer with a throw or with anything. */
  const textOf = (value: unknown, key: string, length: number): string => {
    try {
      const found = (value as Record<string, unknown>)[key];
      return typeof found === "string" ? cut(found, length) : "";
    } catch {
      return "";
    }
  };

  const describe = (value: unknown): string => {
    try {
      return cut(Text(value), 2_000);
    } catch {
      return "a value that cannot be shown";
    }
  };

  const failure = (kind: string, thrown: unknown): string => {
    const isObject = (typeof thrown === "object" && thrown !== null) || typeof thrown === "function";
    const facts = create(null) as Record<string, unknown>;
    facts["kind"] = kind;
    facts["name"] = isObject ? textOf(thrown, "name", 200) || "Error" : typeof thrown;
    facts["message"] = isObject ? textOf(thrown, "message", 2_000) || describe(thrown) : describe(thrown);
    facts["stack"] = isObject ? textOf(thrown, "stack", 4_000) : "";
    if (isObject) facts["call"] = callOf(thrown as object);
    return `e${stringify(facts)}`;
  };

  const encode = (value: unknown): string => {
    if (value === undefined) return "u";
    if (typeof value === "function" || typeof value === "symbol") {
      return failure("not-serializable", { name: "TypeError", message: `a ${typeof value} is not JSON` });
    }
    let json: string | undefined;
    try {
      json = stringify(value);
    } catch (thrown) {
      return failure("not-serializable", thrown);
    }
    if (json === undefined) return "u";
    return json.length > outputLength ? failure("output-too-large", undefined) : `v${json}`;
  };

  const write = (level: string, values: unknown[]): void => {
    if (logLength < 0) return;
    let line = "";
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      let shown = "";
      if (typeof value === "string") shown = cut(value, 8_000);
      else if (typeof value === "object" && value !== null && !(value instanceof Failed)) {
        try {
          shown = cut(stringify(value) ?? describe(value), 8_000);
        } catch {
          shown = describe(value);
        }
      } else shown = describe(value);
      line += index === 0 ? shown : ` ${shown}`;
      if (line.length > 8_000) break;
    }
    line = cut(line, 8_000);
    // Sixteen for the line itself: a million empty lines must end somewhere too.
    logLength -= line.length + 16;
    if (logLength < 0) log("warn", "The log limit is reached; later lines are dropped.");
    else log(level, line);
  };

  const logger = create(null) as Record<string, unknown>;
  logger["debug"] = (...values: unknown[]): void => write("debug", values);
  logger["log"] = (...values: unknown[]): void => write("info", values);
  logger["info"] = logger["log"];
  logger["warn"] = (...values: unknown[]): void => write("warn", values);
  logger["error"] = (...values: unknown[]): void => write("error", values);
  defineProperty(realm, "console", { value: freeze(logger), writable: true, configurable: true, enumerable: false });

  const reject = (number: number, message: string, code: string): Error => {
    const error = new Failed(message);
    if (code !== "") defineProperty(error, "code", { value: code, enumerable: true });
    apply(markRejection, rejections, [error, number]);
    return error;
  };

  const ask = (name: string, argument: unknown): Promise<unknown> =>
    new Wait((resolve, refuse) => {
      const json = argument === undefined ? "" : stringify(argument);
      if (json === undefined) throw new Failed(`The argument of ${name} is not JSON.`);
      if (json.length > outputLength) {
        refuse(reject(0, `The argument of ${name} is larger than ${outputLength} bytes as JSON.`, "sandbox.output-too-large"));
        return;
      }
      calls += 1;
      if (calls > maxCalls) {
        refuse(reject(0, `A run may call capabilities ${maxCalls} times.`, "sandbox.capability-refused"));
        return;
      }
      pending[calls] = { resolve, reject: refuse };
      call(calls, name, json);
    });

  /** A program may start several calls and await them one by one, so a call that fails before its turn is not a failure yet. */
  const capability = (name: string) => (argument?: unknown): Promise<unknown> => {
    const asked = ask(name, argument);
    apply(then, asked, [undefined, () => undefined]);
    return asked;
  };

  const invoke = (input: unknown, scope: string[], names: string[]): unknown => {
    const values: unknown[] = [];
    const known = typeof input === "object" && input !== null && !isArray(input);
    for (let index = 0; index < scope.length; index += 1) {
      const name = scope[index] as string;
      values[index] = known && hasOwn(input, name) ? (input as Record<string, unknown>)[name] : undefined;
    }
    const capabilities = create(null) as Record<string, unknown>;
    for (let index = 0; index < names.length; index += 1) capabilities[names[index] as string] = capability(names[index] as string);
    const all: unknown[] = [...values, input, freeze(capabilities)];
    const resultOf = (value: unknown): unknown => (callable && typeof value === "function" ? apply(value as Enter, undefined, values) : value);
    const value = apply(program, undefined, all);
    return isThenable(value) ? later(value, resultOf) : resultOf(value);
  };

  const isThenable = (value: unknown): value is PromiseLike<unknown> =>
    ((typeof value === "object" && value !== null) || typeof value === "function") && typeof (value as { then?: unknown }).then === "function";

  const later = async (value: unknown, resultOf: (value: unknown) => unknown): Promise<unknown> => resultOf(await value);

  const finish = async (value: unknown): Promise<void> => {
    let outcome: string;
    try {
      outcome = encode(await value);
    } catch (thrown) {
      outcome = failure("threw", thrown);
    }
    settle(outcome);
  };

  return (operation, first, second, third, fourth, fifth) => {
    if (operation === "answer") {
      const waiting = pending[first as number];
      if (waiting === undefined) return undefined;
      delete pending[first as number];
      if (second === true) waiting.resolve(third === "" ? undefined : parse(third as string));
      else waiting.reject(reject(first as number, third as string, fourth as string));
      return undefined;
    }
    const options = parse(second as string) as { scope: string[]; capabilities: string[]; callable: boolean };
    callable = options.callable;
    outputLength = third as number;
    logLength = fourth as number;
    maxCalls = fifth as number;
    try {
      const value = invoke(parse(first as string), options.scope, options.capabilities);
      if (!isThenable(value)) return encode(value);
      void finish(value);
      return undefined;
    } catch (thrown) {
      return failure("threw", thrown);
    }
  };
}
