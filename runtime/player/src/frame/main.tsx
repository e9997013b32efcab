import "./style.css";
import { componentRegistry } from "@tessera/components";
import { lockDown } from "./lock-down.ts";
import { startFrame } from "./start.tsx";

lockDown(globalThis);
startFrame(componentRegistry, document.getElementById("root") ?? document.body);
