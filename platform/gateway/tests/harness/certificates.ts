import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "./cleanup.ts";

const run = promisify(execFile);

export interface IssuedPair {
  certificate: string;
  privateKey: string;
}

/** An authority made by openssl, which issues certificates for tests. */
export interface Authority {
  certificate: string;
  issue(name: string): Promise<IssuedPair>;
}

const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

export async function createAuthority(name: string): Promise<Authority> {
  const folder = await temporaryFolder();
  const at = (file: string) => join(folder, file);
  await run("openssl", ["req", "-x509", ...key, "-keyout", at("ca.key"), "-out", at("ca.pem"), "-days", "2", "-subj", `/CN=${name}`]);
  return {
    certificate: await readFile(at("ca.pem"), "utf8"),
    async issue(subject) {
      await run("openssl", ["req", ...key, "-keyout", at(`${subject}.key`), "-out", at(`${subject}.csr`), "-subj", `/CN=${subject}`]);
      await writeFile(at(`${subject}.ext`), `subjectAltName=DNS:${subject}`);
      await run("openssl", ["x509", "-req", "-in", at(`${subject}.csr`), "-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "1", "-extfile", at(`${subject}.ext`), "-out", at(`${subject}.pem`)]);
      return { certificate: await readFile(at(`${subject}.pem`), "utf8"), privateKey: await readFile(at(`${subject}.key`), "utf8") };
    },
  };
}
