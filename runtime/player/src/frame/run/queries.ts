import type { Locale, Message, PublishedQuery } from "@tessera/contracts";
import { type BindingGraph, compileTemplate } from "@tessera/page";
import { faultMessages, messageOf } from "../text/messages.ts";
import type { Calls, QueryAnswer } from "./calls.ts";

/** How long inputs must stay as they are before a query runs again, ms. */
const settleMs = 150;

/** Runs the queries that a page uses and keeps their state in the graph at `queries.<id>`. */
export interface Queries {
  /** Takes the queries of a page; those that stay as they are keep their data. */
  use(queries: readonly PublishedQuery[]): void;
  /** Runs one now; `inputs` go over those that the query binds itself. */
  run(id: string, inputs?: Record<string, unknown>): Promise<QueryAnswer>;
  /** Stops polling while nobody looks. */
  setHidden(hidden: boolean): void;
  /** Says again what is wrong with inputs, in the language as it is now. */
  repeatErrors(): void;
  stop(): void;
}

interface Active {
  query: PublishedQuery;
  /** Number of the newest run: answers of older ones are late and dropped. */
  newest: number;
  /** JSON of the inputs that last ran by themselves. */
  lastInputs: string | null;
  settleTimer: ReturnType<typeof setTimeout> | undefined;
  pollTimer: ReturnType<typeof setTimeout> | undefined;
  stopListening: () => void;
  /** Why an input cannot be read at all; such a query never runs. */
  broken: Message | null;
}

type Inputs = { status: "ready"; values: Record<string, unknown> } | { status: "pending" } | { status: "error"; message: Message };

const ownerOf = (id: string): string => `query:${id}`;

export function createQueries(graph: BindingGraph, calls: Calls, locale: () => Locale, now: () => number = Date.now): Queries {
  const active = new Map<string, Active>();
  let hidden = false;

  const write = (id: string, fields: Record<string, unknown>): void =>
    graph.batch(() => {
      for (const [name, value] of Object.entries(fields)) graph.set(["queries", id, name], value);
    });

  const inputsOf = ({ query, broken }: Active): Inputs => {
    if (broken !== null) return { status: "error", message: broken };
    const values: [string, unknown][] = [];
    for (const name of Object.keys(query.inputs)) {
      const outcome = graph.read(ownerOf(query.id), name);
      if (outcome?.status === "error") return { status: "error", message: faultMessages.inputFailed({ input: name, reason: outcome.message }) };
      if (outcome?.status === "pending") return { status: "pending" };
      if (outcome?.value !== undefined) values.push([name, outcome.value]);
    }
    return { status: "ready", values: Object.fromEntries(values) };
  };

  const inputError = (inputs: Inputs): { code: string; message: string } => {
    const message = inputs.status === "error" ? inputs.message : faultMessages.inputPending();
    return { code: "player.input", message: message[locale()] };
  };

  const poll = (entry: Active): void => {
    clearTimeout(entry.pollTimer);
    const { pollMs } = entry.query;
    if (pollMs === undefined || hidden || active.get(entry.query.id) !== entry) return;
    entry.pollTimer = setTimeout(() => void start(entry, { quiet: true }), pollMs);
  };

  /** `quiet` runs (polls) do not show as loading: what is on screen stays until the new answer is there. */
  const start = async (entry: Active, { extra = {}, quiet = false }: { extra?: Record<string, unknown>; quiet?: boolean } = {}): Promise<QueryAnswer> => {
    const { id } = entry.query;
    const inputs = inputsOf(entry);
    if (inputs.status !== "ready") {
      if (inputs.status === "error") write(id, { error: inputError(inputs), loading: false });
      poll(entry);
      return { ok: false, error: inputError(inputs) };
    }
    entry.newest += 1;
    const run = entry.newest;
    if (!quiet) write(id, { loading: true });
    const answer = await calls.run(id, { ...inputs.values, ...extra }, (progress) => {
      if (active.get(id) === entry && entry.newest === run) write(id, { progress });
    });
    if (active.get(id) !== entry || entry.newest !== run) return answer;
    if (answer.ok) write(id, { data: answer.data, error: null, loading: false, progress: null, updatedAt: now() });
    else write(id, { error: answer.error, loading: false, progress: null });
    poll(entry);
    return answer;
  };

  const onInputs = (entry: Active, delayMs: number): void => {
    if (entry.query.trigger !== "load") return;
    const inputs = inputsOf(entry);
    const text = inputs.status === "ready" ? asJson(inputs.values) : inputs.status === "error" ? inputs.message.en : null;
    clearTimeout(entry.settleTimer);
    if (text === null || text === entry.lastInputs) return;
    const go = (): void => {
      entry.lastInputs = text;
      void start(entry);
    };
    if (delayMs === 0) go();
    else entry.settleTimer = setTimeout(go, delayMs);
  };

  const stopOne = (entry: Active): void => {
    clearTimeout(entry.settleTimer);
    clearTimeout(entry.pollTimer);
    entry.stopListening();
    graph.remove(ownerOf(entry.query.id));
    active.delete(entry.query.id);
  };

  const begin = (query: PublishedQuery): void => {
    const entry: Active = { query, newest: 0, lastInputs: null, settleTimer: undefined, pollTimer: undefined, stopListening: () => undefined, broken: null };
    active.set(query.id, entry);
    write(query.id, { loading: false, error: null, progress: null });
    for (const [name, input] of Object.entries(query.inputs)) {
      try {
        graph.define(ownerOf(query.id), name, compileTemplate(input.template), ["queries", query.id]);
      } catch (error) {
        entry.broken = faultMessages.inputUnreadable({ input: name, reason: messageOf(error) });
      }
    }
    entry.stopListening = graph.subscribe(ownerOf(query.id), () => onInputs(entry, settleMs));
  };

  return {
    use(queries) {
      const wanted = new Map(queries.map((query) => [query.id, query]));
      for (const entry of active.values()) {
        const next = wanted.get(entry.query.id);
        if (next && asJson(next) === asJson(entry.query)) wanted.delete(next.id);
        else {
          stopOne(entry);
          if (!next) graph.unset(["queries", entry.query.id]);
        }
      }
      graph.batch(() => {
        for (const query of wanted.values()) begin(query);
      });
      for (const id of wanted.keys()) {
        const entry = active.get(id);
        if (entry) onInputs(entry, 0);
      }
    },
    run(id, inputs = {}) {
      const entry = active.get(id);
      if (!entry) return Promise.resolve({ ok: false, error: { code: "player.query-unknown", message: faultMessages.queryUnknown({ query: id })[locale()] } });
      return start(entry, { extra: inputs });
    },
    setHidden(next) {
      if (hidden === next) return;
      hidden = next;
      for (const entry of active.values()) {
        clearTimeout(entry.pollTimer);
        if (!hidden && entry.query.pollMs !== undefined) void start(entry, { quiet: true });
      }
    },
    repeatErrors() {
      for (const entry of active.values()) {
        const inputs = inputsOf(entry);
        if (inputs.status === "error" && graph.get(["queries", entry.query.id, "error", "code"]) === inputError(inputs).code) write(entry.query.id, { error: inputError(inputs) });
      }
    },
    stop() {
      for (const entry of active.values()) stopOne(entry);
    },
  };
}

/** Inputs as text to compare; those that are no JSON never compare equal. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch (error) {
    return `${error instanceof Error ? error.message : "no JSON"} ${Math.random()}`;
  }
}
