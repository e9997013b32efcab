import { join } from "node:path";
import { build } from "./build/build.ts";

if (!(await build({ quietWhenCurrent: true }))) {
  process.stderr.write("The build failed; what went wrong stands above. Nothing was started.\n");
  process.exit(1);
}
const supervisor = join(import.meta.dirname, "../platform/supervisor/dist/main.js");
// The platform takes over this process, so that nothing of the build stays in memory; Windows has no such call.
process.execve?.(process.execPath, [process.execPath, ...process.execArgv, supervisor], process.env);
await import(supervisor);
