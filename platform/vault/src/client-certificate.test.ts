import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkClientCertificate } from "./client-certificate.ts";
import { vaultErrors } from "./errors.ts";

let folder: string;
const at = (file: string) => join(folder, file);
const text = (file: string) => readFileSync(at(file), "utf8");
const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });

function issue(name: string, issuer: string, extensions = ""): void {
  openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at(`${name}.key`), "-out", at(`${name}.csr`), "-subj", `/O=Example/CN=${name}`);
  writeFileSync(at(`${name}.ext`), extensions);
  openssl("x509", "-req", "-in", at(`${name}.csr`), "-CA", at(`${issuer}.pem`), "-CAkey", at(`${issuer}.key`), "-CAcreateserial", "-days", "10", "-extfile", at(`${name}.ext`), "-out", at(`${name}.pem`));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-vault-"));
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("root.key"), "-out", at("root.pem"), "-days", "30", "-subj", "/CN=root");
  issue("middle", "root", "basicConstraints=CA:TRUE");
  issue("client", "middle");
  issue("other", "root");
  openssl("pkey", "-in", at("client.key"), "-aes256", "-passout", "pass:secret", "-out", at("locked.key"));
  openssl("req", "-x509", "-newkey", "rsa:512", "-nodes", "-keyout", at("weak.key"), "-out", at("weak.pem"), "-days", "30", "-subj", "/CN=weak");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a client certificate", () => {
  it("is kept with its issuers, and shows nothing but its public part", () => {
    const view = checkClientCertificate({ certificate: `${text("client.pem")}${text("middle.pem")}`, privateKey: text("client.key"), ca: text("root.pem") });
    expect(view).toMatchObject({ subject: "CN=client, O=Example", issuer: "CN=middle, O=Example", fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) });
    expect(new Date(view.expiresAt).getTime() - new Date(view.notBefore).getTime()).toBe(10 * 86_400_000);
    expect(JSON.stringify(view)).not.toContain("PRIVATE");
  });

  const pair = () => ({ certificate: text("client.pem"), privateKey: text("client.key") });
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);

  it.each([
    ["the key of another", () => ({ ...pair(), privateKey: text("other.key") }), vaultErrors.certificateKey, "/credential/privateKey", 'does not belong to the certificate of "CN=client, O=Example"'],
    ["a key with a passphrase", () => ({ ...pair(), privateKey: text("locked.key") }), vaultErrors.certificateKey, "/credential/privateKey", "openssl pkey"],
    ["a broken key", () => ({ ...pair(), privateKey: text("client.key").replace(/\n.{30}/, "\n!") }), vaultErrors.certificateKey, "/credential/privateKey", "cannot be read"],
    ["a broken certificate", () => ({ ...pair(), certificate: text("client.pem").replace(/\n.{30}/, "\n!") }), vaultErrors.certificateInvalid, "/credential/certificate", "place 1"],
    ["no certificate", () => ({ ...pair(), certificate: text("client.csr") }), vaultErrors.certificateInvalid, "/credential/certificate", "holds no certificate"],
    ["a key among the certificates", () => ({ ...pair(), certificate: `${text("client.pem")}${text("client.key")}` }), vaultErrors.certificateInvalid, "/credential/certificate", "field of the private key"],
    ["a chain in the wrong order", () => ({ ...pair(), certificate: `${text("client.pem")}${text("root.pem")}` }), vaultErrors.certificateInvalid, "/credential/certificate", "was not issued by"],
    ["a broken authority", () => ({ ...pair(), ca: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }), vaultErrors.certificateInvalid, "/credential/ca", "place 1"],
    ["a key too weak for TLS", () => ({ certificate: text("weak.pem"), privateKey: text("weak.key") }), vaultErrors.certificateInvalid, "/credential/certificate", "ERR_SSL_EE_KEY_TOO_SMALL"],
  ])("is refused with %s", (_, given, code, path, message) => {
    expect(() => checkClientCertificate(given())).toThrow(expect.objectContaining({ code, path, message: expect.stringContaining(message) }));
  });

  it("is refused before and after its time", () => {
    expect(() => checkClientCertificate(pair(), days(11))).toThrow(expect.objectContaining({ code: vaultErrors.certificateExpired, message: expect.stringContaining("expired on") }));
    expect(() => checkClientCertificate(pair(), days(-1))).toThrow(expect.objectContaining({ code: vaultErrors.certificateExpired, message: expect.stringContaining("not valid before") }));
  });
});
