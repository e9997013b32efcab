import { join } from "node:path";
import { build } from "./build/build.ts";

if (!(await build({ quietWhenCurrent: true }))) {
  process.stderr.write("The build failed; what went wrong stands above. Nothing was started.\n");
  process.exit(1);
}
await import(join(import.meta.dirname, "../platform/supervisor/dist/main.js"));
