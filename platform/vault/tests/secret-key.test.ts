import { spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createVault, loadSecretKey, loadSecretKeys, vaultErrors } from "../src/index.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tessera-vault-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const settingKey = Buffer.alloc(32, 250);

describe("the secret key", () => {
  it("is made once, mode 0600, and kept", async () => {
    const nested = join(dataDir, "a", "b");
    const key = await loadSecretKey({ dataDir: nested });
    expect(key).toHaveLength(32);
    expect((await stat(join(nested, "secret.key"))).mode & 0o777).toBe(0o600);
    expect(await loadSecretKey({ dataDir: nested })).toEqual(key);
    expect(await readdir(nested)).toEqual(["secret.key"]);
  });

  it("is the same in processes that start at the same time", async () => {
    const entry = pathToFileURL(join(import.meta.dirname, "../dist/index.js")).href;
    const script = `const { loadSecretKey } = await import(${JSON.stringify(entry)}); process.stdout.write((await loadSecretKey({ dataDir: ${JSON.stringify(dataDir)} })).toString("hex"));`;
    const keys = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
        let text = "";
        for await (const chunk of child.stdout) text += String(chunk);
        return text;
      }),
    );
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await readdir(dataDir)).toEqual(["secret.key"]);
  });

  it.each(["base64", "base64url"] as const)("comes from the setting in %s without a file being made", async (encoding) => {
    expect(await loadSecretKeys({ dataDir, fromSetting: settingKey.toString(encoding) })).toEqual([settingKey]);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("still opens what the file's keys sealed when the setting takes over", async () => {
    const sealed = createVault(await loadSecretKeys({ dataDir })).seal("s3cret", "a");
    const vault = createVault(await loadSecretKeys({ dataDir, fromSetting: settingKey.toString("base64") }));
    expect(vault.open(sealed, "a")).toBe("s3cret");
    expect(vault.isOutdated(sealed)).toBe(true);
  });

  it("opens with older keys, which never seal", async () => {
    const sealed = createVault([settingKey]).seal("s3cret", "a");
    const older = [settingKey.toString("base64url")];
    const [current, ...others] = await loadSecretKeys({ dataDir, older });
    expect(others).toEqual([settingKey]);
    expect(createVault(await loadSecretKeys({ dataDir, older })).open(sealed, "a")).toBe("s3cret");
    expect(await loadSecretKey({ dataDir, older })).toEqual(current);
    await expect(loadSecretKeys({ dataDir, older: ["short"] })).rejects.toMatchObject({ code: vaultErrors.keyInvalid, message: expect.stringContaining("TESSERA_SECRET_KEYS_OLD") });
  });

  it("rotates by a new first line in the file", async () => {
    const sealed = createVault(await loadSecretKeys({ dataDir })).seal("s3cret", "a");
    const file = join(dataDir, "secret.key");
    await writeFile(file, `${settingKey.toString("base64")}\n${await readFile(file, "utf8")}`);
    const vault = createVault(await loadSecretKeys({ dataDir }));
    expect(vault.open(sealed, "a")).toBe("s3cret");
    expect(await loadSecretKey({ dataDir })).toEqual(settingKey);
  });

  it.each(["short", "!".repeat(43), `${"A".repeat(43)}==`])("refuses the setting %j by its name", async (fromSetting) => {
    await expect(loadSecretKey({ dataDir, fromSetting })).rejects.toMatchObject({ code: vaultErrors.keyInvalid, message: expect.stringContaining("TESSERA_SECRET_KEY") });
  });

  it("names file and line of a damaged key and does not overwrite it", async () => {
    const file = join(dataDir, "secret.key");
    await writeFile(file, `${settingKey.toString("base64")}\nbroken\n`, { mode: 0o600 });
    await expect(loadSecretKey({ dataDir })).rejects.toMatchObject({ code: vaultErrors.keyInvalid, message: expect.stringContaining(`${file} line 2`) });
    await writeFile(file, "\n");
    await expect(loadSecretKey({ dataDir })).rejects.toMatchObject({ code: vaultErrors.keyUnreadable, message: expect.stringContaining("is empty") });
  });

  it("refuses a file that every user can read", async () => {
    await loadSecretKey({ dataDir });
    await chmod(join(dataDir, "secret.key"), 0o644);
    await expect(loadSecretKey({ dataDir })).rejects.toMatchObject({ code: vaultErrors.keyUnreadable, message: expect.stringContaining("chmod 600") });
  });

  it("says why the folder cannot hold it", async () => {
    const blocked = join(dataDir, "file");
    await writeFile(blocked, "");
    await expect(loadSecretKey({ dataDir: join(blocked, "sub") })).rejects.toMatchObject({ code: vaultErrors.keyUnreadable, message: expect.stringContaining("ENOTDIR") });
  });
});
