import type { Locale, ToFrame } from "@tessera/contracts";
import type { Connection } from "../connection.ts";
import { faultMessages, messageOf } from "../text/messages.ts";

/** Answer to a query, as the shell gives it. */
export type QueryAnswer = { ok: true; data: unknown } | { ok: false; error: { code: string; message: string; traceId?: string | undefined } };

/** Asks the shell to run queries, each call with a number of its own. */
export interface Calls {
  /** `onProgress` hears of work that the query started and that goes on: 0 to 1, null while unknown. */
  run(query: string, inputs: Record<string, unknown>, onProgress?: (progress: number | null) => void): Promise<QueryAnswer>;
  answer(message: Extract<ToFrame, { type: "queryResult" }>): void;
  progress(message: Extract<ToFrame, { type: "queryProgress" }>): void;
}

export function createCalls(connection: Connection, locale: () => Locale): Calls {
  let next = 0;
  const open = new Map<number, { resolve: (answer: QueryAnswer) => void; onProgress: ((progress: number | null) => void) | undefined }>();
  return {
    run(query, inputs, onProgress) {
      const callId = next;
      next += 1;
      return new Promise((resolve) => {
        open.set(callId, { resolve, onProgress });
        try {
          connection.send({ type: "runQuery", callId, query, inputs });
        } catch (error) {
          // An input that cannot leave the frame (a function, a symbol) is the page's mistake, shown like any failed query.
          open.delete(callId);
          resolve({ ok: false, error: { code: "player.input", message: faultMessages.inputsNotSent({ reason: messageOf(error) })[locale()] } });
        }
      });
    },
    answer(message) {
      open.get(message.callId)?.resolve(message.ok ? { ok: true, data: message.data } : { ok: false, error: message.error });
      open.delete(message.callId);
    },
    progress(message) {
      open.get(message.callId)?.onProgress?.(message.progress);
    },
  };
}
