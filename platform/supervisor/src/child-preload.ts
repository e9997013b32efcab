import { Socket } from "node:net";
import { settle } from "./settle.ts";

// Loaded into every child before its own code.

/** How long a child whose supervisor is gone may take to end by itself, in ms; the supervisor gives as much to those that it stops. */
const graceMs = 10_000;

/**
 * Standard input is a pipe that the supervisor holds and never writes to: when it closes, the supervisor is gone (even by
 * kill -9), and the child ends as on SIGTERM instead of keeping ports and files. As nobody is left who would kill a child that
 * hangs in its own end, it does that itself.
 */
const lifeline = new Socket({ fd: 0, readable: true, writable: false });
lifeline.once("close", () => {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), graceMs).unref();
  process.kill(process.pid, "SIGTERM");
});
lifeline.on("error", (error) => process.stderr.write(`The supervisor cannot be watched: ${error.message}\n`));
lifeline.resume();
lifeline.unref();

settle();
