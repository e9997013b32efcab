import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { StoreError } from "../errors.ts";

/** Who may log in: name and password as a person types them. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What a server keeps of a password (RFC 5802): it proves a login but does not allow one. */
export interface Verifier {
  readonly salt: Buffer;
  readonly iterations: number;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** Iterations that MongoDB uses for SCRAM-SHA-256; drivers refuse fewer than 4096. */
const ITERATIONS = 15_000;

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function hash(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** SASLprep (RFC 4013) as far as a password can differ by it: spaces, invisible characters, compatibility forms. */
function prepared(password: string): string {
  return password.replaceAll(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/gu, " ").replaceAll(/\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/gu, "").normalize("NFKC");
}

/** Derives the verifier of a password with a salt of its own. */
export function verifierOf(password: string, salt = randomBytes(28), iterations = ITERATIONS): Verifier {
  const salted = pbkdf2Sync(prepared(password), salt, iterations, 32, "sha256");
  return { salt, iterations, storedKey: hash(hmac(salted, "Client Key")), serverKey: hmac(salted, "Server Key") };
}

/** The same answer for every failed login: it does not tell whether the user exists. */
export function authenticationFailed(): StoreError {
  return new StoreError("AuthenticationFailed", "Authentication failed.");
}

function attributes(message: string): Map<string, string> {
  return new Map(message.split(",").map((part) => [part.slice(0, 1), part.slice(2)]));
}

/** The server's side of one SCRAM-SHA-256 login (RFC 5802, RFC 7677); any failure is an AuthenticationFailed error. */
export class ScramConversation {
  readonly #verifier: Verifier;
  readonly #nonce: string;
  readonly #firstMessages: string;
  readonly #gs2Header: string;
  /** The server's first message. */
  readonly challenge: string;

  constructor(clientFirst: string, verifierFor: (user: string) => Verifier, serverNonce = randomBytes(24).toString("base64")) {
    const [, gs2Header, bare] = /^([ny],,)(n=[^,]+,r=[\x21-\x2b\x2d-\x7e]+)$/.exec(clientFirst) ?? [];
    if (gs2Header === undefined || bare === undefined) throw authenticationFailed();
    const first = attributes(bare);
    this.#gs2Header = gs2Header;
    this.#verifier = verifierFor((first.get("n") as string).replaceAll("=2C", ",").replaceAll("=3D", "="));
    this.#nonce = (first.get("r") as string) + serverNonce;
    this.challenge = `r=${this.#nonce},s=${this.#verifier.salt.toString("base64")},i=${this.#verifier.iterations}`;
    this.#firstMessages = `${bare},${this.challenge}`;
  }

  /** Checks the client's proof; the result is the server's own proof. */
  finish(clientFinal: string): string {
    const final = attributes(clientFinal);
    const [proof, channel] = [Buffer.from(final.get("p") ?? "", "base64"), Buffer.from(final.get("c") ?? "", "base64").toString("latin1")];
    if (final.get("r") !== this.#nonce || channel !== this.#gs2Header || proof.length !== 32) throw authenticationFailed();
    const message = `${this.#firstMessages},${clientFinal.slice(0, clientFinal.lastIndexOf(",p="))}`;
    const signature = hmac(this.#verifier.storedKey, message);
    const clientKey = Buffer.from(proof.map((byte, index) => byte ^ (signature[index] as number)));
    if (!timingSafeEqual(hash(clientKey), this.#verifier.storedKey)) throw authenticationFailed();
    return `v=${hmac(this.#verifier.serverKey, message).toString("base64")}`;
  }
}
