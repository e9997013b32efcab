import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { boundaries } from "./boundaries.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

async function lint(folder: string, code: string): Promise<string> {
  const probe = join(root, folder, "boundary-probe");
  probes.push(probe);
  await mkdir(probe, { recursive: true });
  await writeFile(join(probe, "probe.ts"), code);
  const result = await run(join(root, "node_modules/.bin/oxlint"), [probe], { cwd: root }).catch((failure: { stdout: string }) => failure);
  return result.stdout;
}

const probes: string[] = [];
afterEach(async () => {
  await Promise.all(probes.splice(0).map((probe) => rm(probe, { recursive: true, force: true })));
});

const all = boundaries.map((boundary) => boundary.name);

describe("the direction rules", () => {
  it.each(boundaries)("let $name import what it may and nothing else of ours", async ({ folder, name, mayImport, neverImports }) => {
    const forbidden = all.filter((other) => other !== name && !mayImport.includes(other));
    const code = [...mayImport, ...forbidden].map((other, index) => `import * as m${index} from "${other}";\nvoid m${index};\n`).join("");
    const output = await lint(folder, code);
    for (const other of forbidden) expect(output, `${folder} must not import ${other}`).toContain(`'${other}' import is restricted`);
    for (const other of mayImport) expect(output).not.toContain(`'${other}' import is restricted`);
    const library = neverImports[0];
    if (library) {
      const specifier = library.replace("/*", "/core").replace("node:*", "node:fs");
      expect(await lint(folder, `import * as x from "${specifier}";\nvoid x;\n`)).toContain(`'${specifier}' import is restricted`);
    }
  });

  it("name every workspace package", () => {
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain("@tessera/contracts");
  });
});
