import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { RequestContext } from "./context.ts";
import { compilePipeline, runPhase, runStraight } from "./pipeline.ts";
import type { GatewayPlugin } from "./plugin.ts";

function pipelineOf(...runs: GatewayPlugin["rewrite"][]) {
  const text = { "zh-CN": "", en: "" };
  return compilePipeline(runs.map((rewrite, index) => ({ plugin: { name: `p${index}`, version: "1", priority: 0, levels: [], builtIn: false, title: text, description: text, attributes: z.unknown(), init: () => undefined, rewrite } as GatewayPlugin, state: undefined })));
}

const context = {} as RequestContext;

describe("a phase", () => {
  it("runs in order and gives no promise while no plugin waits", () => {
    const seen: number[] = [];
    expect(runPhase(pipelineOf(() => void seen.push(1), () => void seen.push(2)), "rewrite", context, undefined)).toBeUndefined();
    expect(seen).toEqual([1, 2]);
  });

  it("waits for a plugin before the next one runs", async () => {
    const seen: number[] = [];
    await runPhase(
      pipelineOf(
        () => void seen.push(1),
        async () => {
          await Promise.resolve();
          seen.push(2);
        },
        () => void seen.push(3),
      ),
      "rewrite",
      context,
      undefined,
    );
    expect(seen).toEqual([1, 2, 3]);
  });

  it("ends with the first plugin that throws, measured or not, and still tells its cost", async () => {
    const pipeline = pipelineOf(
      () => undefined,
      () => {
        throw new Error("no");
      },
      () => expect.unreachable(),
    );
    expect(() => runPhase(pipeline, "rewrite", context, undefined)).toThrow("no");
    const costs: string[] = [];
    await expect(runPhase(pipeline, "rewrite", context, (plugin, phase, seconds) => costs.push(`${plugin} ${phase} ${seconds >= 0}`))).rejects.toThrow("no");
    expect(costs).toEqual(["p0 rewrite true", "p1 rewrite true"]);
  });

  it("that nothing takes part in does nothing", () => {
    expect(runStraight(pipelineOf(), "log", context, undefined)).toBeUndefined();
  });
});
