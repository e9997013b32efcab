import "../../src/frame/style.css";
import { lockDown } from "../../src/frame/lock-down.ts";
import { startFrame } from "../../src/frame/start.tsx";
import { testRegistry } from "./registry.tsx";

lockDown(globalThis);
startFrame(testRegistry, document.getElementById("root") ?? document.body);
