import { componentTheme } from "@tessera/components";
import type { ComponentManifest } from "@tessera/contracts";
import { ConfigProvider } from "antd";
import fc from "fast-check";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { Placed, definitionOf, recorded } from "./stage.tsx";

const name = fc.constantFrom("key", "label", "value", "title", "path", "format", "time", "x", "series", "metric", "values", "status", "__proto__", "constructor", "toString", "length");
const leaf = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom<unknown>("<script>", "{{x}}", "javascript:alert(1)", "1e999", "2025-03-01T10:00:00Z", 1740823200, -0, 1e308, -1e308, 5e-324, "\u0000", "👍", "tag", "json", "relative-time", ">>>>", "`", "|a|\n|-|"),
);
/** Values near to what the properties expect, so that they get past the first check. */
const { value: oddValue } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaf, fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(name, tie("value"), { maxKeys: 4 })),
}));

function oddProps(manifest: ComponentManifest): fc.Arbitrary<Record<string, unknown>> {
  const shape = manifest.props.map((prop) => {
    const choices = (prop.options ?? []).map(({ value }) => value as unknown);
    return [prop.name, fc.oneof({ weight: 2, arbitrary: fc.constantFrom<unknown>(prop.default, ...choices) }, { weight: 1, arbitrary: oddValue })] as const;
  });
  return fc.record(Object.fromEntries(shape));
}

/** Draws a component many times with odd properties, effects and all; gives the properties of the first crash with its message, or null. */
export async function fuzz(type: string, seed: number, runs: number): Promise<string | null> {
  const { manifest } = definitionOf(type);
  const host = document.body.appendChild(document.createElement("div"));
  host.style.height = "300px";
  const root = createRoot(host);
  const theme = componentTheme({ mode: "light", reducedMotion: true });
  for (const props of fc.sample(oddProps(manifest), { seed, numRuns: runs })) {
    recorded.crashes.length = 0;
    flushSync(() =>
      root.render(
        <ConfigProvider theme={theme}>
          <Placed key={JSON.stringify(props)} id="odd" type={type} props={props} startOpen />
        </ConfigProvider>,
      ),
    );
    // A frame, and the task after it: drawing the next one in the middle of a frame's callbacks adds up to what React takes for a loop.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    if (recorded.crashes.length > 0 || host.innerHTML === "") return `${JSON.stringify(props)}\n${recorded.crashes.join("\n") || "nothing was drawn"}`;
  }
  root.unmount();
  host.remove();
  return null;
}
