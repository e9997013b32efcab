#!/usr/bin/env node
import { runProgram } from "./program.ts";

// A reader such as `head` may close the pipe early: that is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), { environment: process.env, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr });
