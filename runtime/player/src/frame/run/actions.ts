import type { Action, Message, TaggedValue } from "@tessera/contracts";
import { type BindingGraph, type CompiledTemplate, asText, compileFunction, compileTemplate } from "@tessera/page";
import type { Connection } from "../connection.ts";
import { faultMessages, messageOf } from "../text/messages.ts";
import type { Queries } from "./queries.ts";

/** What actions can do besides queries and state. */
export interface ActionTarget {
  setOpen(node: string, open: boolean): void;
  reset(node: string): void;
  openUrl(url: string): void;
  text(key: string): string;
  /** An action failed: its own fault (a binding), not that of the query it ran. */
  fail(message: Message): void;
}

/** Runs lists of actions in order; a failed query ends the list after its `onError`. */
export interface Actions {
  run(actions: readonly Action[], locals: Record<string, unknown>): Promise<void>;
}

export function createActions(graph: BindingGraph, queries: Queries, connection: Connection, target: ActionTarget): Actions {
  const compiled = new Map<string, CompiledTemplate>();

  const evaluate = (value: TaggedValue, locals: Record<string, unknown>): unknown => {
    if (value.kind === "static") return value.value;
    if (value.kind === "i18n") return target.text(value.key);
    const names = Object.keys(locals).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
    const key = JSON.stringify([value, names]);
    let run = compiled.get(key);
    if (!run) compiled.set(key, (run = value.kind === "binding" ? compileTemplate(value.template, names) : compileFunction(value.source)));
    return run.run(graph.scope, locals);
  };

  const all = (values: Record<string, TaggedValue> | undefined, locals: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, evaluate(value, locals)]).filter(([, value]) => value !== undefined));

  /** Returns false when the rest of the list must not run. */
  const runOne = async (action: Action, locals: Record<string, unknown>): Promise<boolean> => {
    switch (action.kind) {
      case "runQuery": {
        const answer = await queries.run(action.query, all(action.inputs, locals));
        if (answer.ok) await runList(action.onSuccess ?? [], { ...locals, data: answer.data });
        else await runList(action.onError ?? [], { ...locals, error: answer.error });
        return answer.ok;
      }
      case "setState":
        graph.set(["state", action.name], evaluate(action.value, locals));
        return true;
      case "open":
      case "close":
        target.setOpen(action.node, action.kind === "open");
        return true;
      case "reset":
        target.reset(action.node);
        return true;
      case "navigate": {
        const params = Object.entries(all(action.params, locals)).map(([name, value]) => [name, asText(value)] as const);
        connection.send({ type: "navigate", page: action.page, params: Object.fromEntries(params) });
        return true;
      }
      case "openUrl":
        target.openUrl(asText(evaluate(action.url, locals)));
        return true;
      case "notify":
        connection.send({ type: "notify", level: action.level, message: asText(evaluate(action.message, locals)).slice(0, 2_000) });
        return true;
      default:
        target.fail(faultMessages.actionUnknown({ action: (action as { kind: string }).kind }));
        return false;
    }
  };

  const runList = async (actions: readonly Action[], locals: Record<string, unknown>): Promise<void> => {
    for (const action of actions) {
      try {
        if (!(await runOne(action, locals))) return;
      } catch (error) {
        target.fail(faultMessages.actionFailed({ action: action.kind, reason: messageOf(error) }));
        return;
      }
    }
  };

  return { run: runList };
}
