import { describe, expect, it } from "vitest";
import { parseArguments } from "./arguments.ts";
import { SettingError } from "./errors.ts";

describe("command line", () => {
  it("reads a socket and a port", () => {
    expect(parseArguments(["--dbpath", "d", "--socket", "s.sock"])).toMatchObject({ dbPath: "d", socketPath: "s.sock" });
    expect(parseArguments(["--dbpath", "d", "--port", "0"])).toMatchObject({ dbPath: "d", port: 0 });
    expect(parseArguments(["--dbpath", "d", "--setParameter", "enableTestCommands=1"])).toMatchObject({ enableTestCommands: true });
    expect(parseArguments(["--help"])).toBe("help");
  });

  it.each([
    [[], /--dbpath is missing/],
    [["--dbpath", "d", "--port", "x"], /--port x is not a number/],
    [["--dbpath", "d", "--port", "70000"], /--port 70000/],
    [["--dbpath", "d", "--socket", "s"], /does not end in \.sock/],
    [["--dbpath", "d", "--socket", "s.sock", "--port", "1"], /exclude each other/],
    [["--dbpath", "d", "--nonsense"], /nonsense/],
    [["--dbpath", "d", "--setParameter", "logLevel=1"], /--setParameter logLevel=1 is not known/],
  ])("refuses %j in one line with an example", (args, reason) => {
    const failure = (() => {
      try {
        return parseArguments(args);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(SettingError);
    const { message } = failure as SettingError;
    expect(message).toMatch(reason);
    expect(message).toContain("e.g.");
    expect(message).not.toContain("\n");
  });
});
