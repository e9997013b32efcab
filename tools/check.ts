import { build } from "./build/build.ts";
import { runChecks } from "./check/checks.ts";

const built = await build({ quietWhenCurrent: true });
const { failed } = await runChecks();
if (!built || failed > 0) process.exitCode = 1;
