import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { runProgram } from "./program.ts";

async function run(args: string[], environment: Record<string, string> = {}) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const code = await runProgram(args, { environment: { TESSERA_CONFIG: "/nonexistent/config.json", ...environment }, stdin, stdout, stderr });
  return { code, out: String(stdout.read() ?? ""), err: String(stderr.read() ?? "") };
}

const chinese = { LC_ALL: "", LANG: "zh_CN.UTF-8" };

describe("the program", () => {
  it("explains itself in the language of the terminal", async () => {
    const { code, out } = await run(["connector", "import", "--help"], chinese);
    expect(code).toBe(0);
    expect(out).toMatch(/^用法： ?tessera connector import/);
    expect(out).toContain("选项：");
    expect(out).toContain("(默认：\"prod\")");
    expect(out).not.toMatch(/Usage|Options|Arguments|display help|default:/);
    expect((await run(["connector", "import", "--help"])).out).toMatch(/Usage: tessera connector import[^]*Options:[^]*\(default: "prod"\)/);
  });

  it.each([
    [["connector", "show"], "缺少参数 'name'"],
    [["connector", "publish", "x"], "缺少选项 '--stage <stage>'"],
    [["connector", "show", "x", "--nope"], "没有选项 '--nope'"],
    [["connectr"], "没有命令 'connectr'\n（是否想输入 connector？）"],
    [["connector", "show", "a", "b"], "应为 1 个，收到 2 个"],
    [["token", "create", "--role", "king"], "收到：king"],
    [["login", "--url", "nowhere", "--username", "a", "--password-stdin"], "收到：nowhere"],
  ])("says what is wrong with %j in Chinese", async (args, message) => {
    const { code, err } = await run(args, chinese);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toMatch(/error:/);
  });

  it("names what is missing when nobody is logged in", async () => {
    expect(await run(["app", "list"])).toMatchObject({ code: 1, err: expect.stringContaining("Not logged in") });
    expect(await run(["app", "list"], chinese)).toMatchObject({ code: 1, err: expect.stringContaining("尚未登录") });
  });
});
