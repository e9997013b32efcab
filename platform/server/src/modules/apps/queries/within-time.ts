import { Script, createContext } from "node:vm";

const context = createContext({}) as { work?: () => boolean };
const script = new Script("work()");

/**
 * Runs synchronous work that depends on somebody's regular expressions or schemas; null when it takes longer than `timeoutMs`, so
 * that none of them can hold up the process. V8 ends the work from a watchdog thread, wherever it is.
 */
export function withinTime(timeoutMs: number, work: () => boolean): boolean | null {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: timeoutMs }) as boolean;
  } catch (error) {
    // The error comes from the other context, so that it is no instance of this one's Error.
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return null;
    throw error;
  } finally {
    delete context.work;
  }
}
