import { Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// Loaded into every child before its own code.

/**
 * Standard input is a pipe that the supervisor holds and never writes to: when it closes, the supervisor is gone (even by
 * kill -9), and the child ends as on SIGTERM instead of keeping ports and files.
 */
const lifeline = new Socket({ fd: 0, readable: true, writable: false });
lifeline.once("close", () => process.kill(process.pid, "SIGTERM"));
lifeline.on("error", (error) => process.stderr.write(`The supervisor cannot be watched: ${error.message}\n`));
lifeline.resume();
lifeline.unref();

/** When to collect what loading the program left behind, in ms after the start: V8 itself waits for allocations, which an idle process does not make. */
const settleAtMs = [3_000, 15_000];

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as (options: { type: "major"; flavor: "last-resort"; execution: "async" }) => Promise<void>;
for (const delayMs of settleAtMs) setTimeout(() => void collect({ type: "major", flavor: "last-resort", execution: "async" }), delayMs).unref();
