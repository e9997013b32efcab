import { type KeyObject, X509Certificate, createPrivateKey } from "node:crypto";
import { createSecureContext } from "node:tls";
import { type CertificateView, type Message, type MtlsCredential, UserError } from "@tessera/contracts";
import { type VaultErrorCode, vaultErrors } from "./errors.ts";
import { vaultMessages } from "./messages.ts";

type Field = "certificate" | "privateKey" | "ca";

const certificateBlock = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

function refuse(field: Field, code: VaultErrorCode, message: Message, cause?: unknown): UserError {
  return new UserError({ reason: "unprocessable", code, message, path: `/credential/${field}`, cause });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "PEM";
}

function readCertificates(field: Field, text: string): X509Certificate[] {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw refuse(field, vaultErrors.certificateInvalid, vaultMessages.certificateKeyInside());
  const certificates = [...text.matchAll(certificateBlock)].map(([block], index) => {
    try {
      return new X509Certificate(block);
    } catch (cause) {
      throw refuse(field, vaultErrors.certificateInvalid, vaultMessages.certificateUnreadable({ place: index + 1, reason: reasonOf(cause) }), cause);
    }
  });
  if (certificates.length === 0) throw refuse(field, vaultErrors.certificateInvalid, vaultMessages.certificateMissing());
  return certificates;
}

function readPrivateKey(text: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text)) throw refuse("privateKey", vaultErrors.certificateKey, vaultMessages.privateKeyEncrypted());
  try {
    return createPrivateKey(text);
  } catch {
    // What OpenSSL says of a key that it cannot read may quote it, so that it goes no further.
    throw refuse("privateKey", vaultErrors.certificateKey, vaultMessages.privateKeyUnreadable());
  }
}

function nameOf(distinguishedName: string): string {
  return distinguishedName.split("\n").toReversed().join(", ");
}

function checkTime({ subject, validFromDate, validToDate }: X509Certificate, now: Date): void {
  if (validToDate <= now) throw refuse("certificate", vaultErrors.certificateExpired, vaultMessages.certificateExpired({ subject: nameOf(subject), at: validToDate.toISOString() }));
  if (validFromDate > now) throw refuse("certificate", vaultErrors.certificateExpired, vaultMessages.certificateEarly({ subject: nameOf(subject), at: validFromDate.toISOString() }));
}

/**
 * Checks a client certificate before it is kept and answers its public part: every block parses, each certificate was issued by
 * the next, none is expired, the key is the certificate's, TLS takes them. Throws `vault.certificate-invalid`, `vault.certificate-expired` or
 * `vault.certificate-key` at the field.
 */
export function checkClientCertificate({ certificate, privateKey, ca }: Pick<MtlsCredential, "certificate" | "privateKey" | "ca">, now: Date = new Date()): CertificateView {
  const chain = readCertificates("certificate", certificate);
  for (const [index, issued] of chain.entries()) {
    const issuer = chain[index + 1];
    checkTime(issued, now);
    if (issuer !== undefined && !(issued.checkIssued(issuer) && issued.verify(issuer.publicKey))) {
      throw refuse("certificate", vaultErrors.certificateInvalid, vaultMessages.certificateChain({ subject: nameOf(issued.subject), issuer: nameOf(issuer.subject) }));
    }
  }
  const [own] = chain;
  if (own === undefined) throw refuse("certificate", vaultErrors.certificateInvalid, vaultMessages.certificateMissing());
  if (!own.checkPrivateKey(readPrivateKey(privateKey))) throw refuse("privateKey", vaultErrors.certificateKey, vaultMessages.privateKeyOther({ subject: nameOf(own.subject) }));
  if (ca !== undefined) readCertificates("ca", ca);
  try {
    createSecureContext({ cert: certificate, key: privateKey, ...(ca === undefined ? {} : { ca }) });
  } catch (cause) {
    throw refuse("certificate", vaultErrors.certificateInvalid, vaultMessages.certificateUnusable({ subject: nameOf(own.subject), reason: reasonOf(cause) }));
  }
  return { subject: nameOf(own.subject), issuer: nameOf(own.issuer), notBefore: own.validFromDate.toISOString(), expiresAt: own.validToDate.toISOString(), fingerprint: own.fingerprint256 };
}
