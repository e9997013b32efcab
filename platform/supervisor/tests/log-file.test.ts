import { mkdir, mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LogFile } from "../src/log-file.ts";

describe("LogFile", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tessera-log-"));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (failures: Error[] = [], path = join(folder, "server.log")) => new LogFile({ path, maxBytes: 10_000, kept: 2, onFailure: (error) => failures.push(error) });

  it("goes on where an earlier process ended", async () => {
    for (const text of ["first", "second"]) {
      const log = open();
      log.line(text);
      await log.close();
    }
    expect(await readFile(join(folder, "server.log"), "utf8")).toBe("first\nsecond\n");
  });

  it("keeps the newest lines in files of bounded size", async () => {
    const failures: Error[] = [];
    for (let round = 0; round < 20; round += 1) {
      const log = open(failures);
      for (let index = 0; index < 100; index += 1) log.line(`${round}:${index} ${"x".repeat(90)}`);
      await log.close();
    }
    const files = (await readdir(folder)).filter((name) => name.startsWith("server.log"));
    expect(files.toSorted()).toEqual(["server.log", "server.log.1", "server.log.2"]);
    for (const file of files) expect((await stat(join(folder, file))).size).toBeLessThan(25_000);
    const newest = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    expect(newest.join("")).toContain("19:99 ");
    expect(failures).toEqual([]);
  });

  it("says that it cannot write, drops lines, and writes again when it can", async () => {
    const failures: Error[] = [];
    const path = join(folder, "taken.log");
    await mkdir(path);
    const log = open(failures, path);
    log.line("lost");
    await vi.waitFor(() => expect(failures).toHaveLength(1));
    log.line("dropped at once");
    await rm(path, { recursive: true });
    vi.useFakeTimers({ now: Date.now() + 10_000, toFake: ["Date"] });
    log.line("kept");
    await log.close();
    expect(await readFile(path, "utf8")).toBe("kept\n");
    expect(failures).toHaveLength(1);
  });
});
