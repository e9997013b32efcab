import { build } from "./build/build.ts";

if (!(await build({ quietWhenCurrent: false }))) process.exitCode = 1;
