import { Socket } from "node:net";

/**
 * Loaded into every child before its own code. Standard input is a pipe that the supervisor holds and never writes to: when
 * it closes, the supervisor is gone (even by kill -9), and the child ends as on SIGTERM instead of keeping ports and files.
 */
const lifeline = new Socket({ fd: 0, readable: true, writable: false });
lifeline.once("close", () => process.kill(process.pid, "SIGTERM"));
lifeline.on("error", (error) => process.stderr.write(`The supervisor cannot be watched: ${error.message}\n`));
lifeline.resume();
lifeline.unref();
