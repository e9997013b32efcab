import type { Action } from "@tessera/contracts";

export const actionKinds = ["runQuery", "setState", "open", "close", "navigate", "openUrl", "notify", "reset"] as const satisfies readonly Action["kind"][];

/** What an app offers to actions, to start a new one with something that exists. */
export interface ActionChoices {
  queries: readonly { id: string; name: string }[];
  overlays: readonly { id: string; name: string }[];
  nodes: readonly { id: string; name: string }[];
  pages: readonly { id: string; name: string }[];
  state: readonly string[];
}

/** A new action of a kind; null when there is nothing yet that it could be about. */
export function newAction(kind: Action["kind"], choices: ActionChoices): Action | null {
  const first = (list: readonly { id: string }[]): string | undefined => list[0]?.id;
  switch (kind) {
    case "runQuery": {
      const query = first(choices.queries);
      return query === undefined ? null : { kind, query };
    }
    case "setState": {
      const name = choices.state[0];
      return name === undefined ? null : { kind, name, value: { kind: "static", value: "" } };
    }
    case "open":
    case "close": {
      const node = first(choices.overlays);
      return node === undefined ? null : { kind, node };
    }
    case "reset": {
      const node = first(choices.nodes);
      return node === undefined ? null : { kind, node };
    }
    case "navigate": {
      const page = first(choices.pages);
      return page === undefined ? null : { kind, page };
    }
    case "openUrl":
      return { kind, url: { kind: "static", value: "https://" } };
    default:
      return { kind: "notify", level: "success", message: { kind: "static", value: "" } };
  }
}
