import { type Query, type ResponseOf, routes } from "@tessera/contracts";
import { useRef, useState } from "react";
import { callApi, followQuery } from "../../api/index.ts";
import { previewOf } from "../binding/preview.ts";
import { useCanvasHandle } from "../canvas/canvas-handle.ts";
import { useEditorStore } from "../editor-store/index.ts";
import { storeConnectors } from "./store-connectors.ts";

/** Outcome of a query while building: with the raw answer, the logs and the fault of the transform. */
export type QueryResult = ResponseOf<typeof routes.apps.runDraftQuery>;

/** A run of a query from the editor. */
export interface QueryRun {
  start: () => Promise<void>;
  busy: boolean;
  result: QueryResult | null;
  error: unknown;
  /** Inputs whose binding needs the page to run it; they were left out. */
  unknown: string[];
}

/** Runs the query as it is in the draft; its bindings get what the page holds now. */
export function useQueryRun(query: Query): QueryRun {
  const store = useEditorStore();
  const canvas = useCanvasHandle();
  const [state, setState] = useState<Omit<QueryRun, "start">>({ busy: false, result: null, error: null, unknown: [] });
  const latest = useRef(0);
  const start = async (): Promise<void> => {
    const { app, scope, records } = store.getState();
    const current = (records[`query/${query.id}`] as Query | undefined) ?? query;
    const inputs: Record<string, unknown> = {};
    const unknown: string[] = [];
    for (const [name, value] of Object.entries(current.inputs ?? {})) {
      if (value.kind !== "binding") continue;
      const preview = previewOf(value.template, scope ?? {});
      if (preview.kind === "value") inputs[name] = preview.value;
      else unknown.push(name);
    }
    latest.current += 1;
    const turn = latest.current;
    setState((before) => ({ ...before, busy: true }));
    try {
      await storeConnectors(store);
      const result = await followQuery((follow) => callApi(routes.apps.runDraftQuery, { params: { app }, body: { query: current, inputs, ...(follow && { follow }) } }));
      if (turn === latest.current) setState({ busy: false, result, error: null, unknown });
      // Asking once more would start the work once more.
      if (result.run === undefined) canvas.frame()?.refreshQuery(query.id);
    } catch (error) {
      if (turn === latest.current) setState({ busy: false, result: null, error, unknown });
    }
  };
  return { ...state, start };
}
