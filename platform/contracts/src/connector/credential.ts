import { z } from "zod";
import { rules } from "../text/rules.ts";

/** Address of a backend or of what issues its tokens: `http(s)://host[:port][/path]`, without credentials, query or fragment. */
export const backendUrlSchema = z
  .url({ protocol: /^https?$/, error: rules.backendUrl.en })
  .max(2048)
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  }, rules.backendUrlBare.en)
  .meta({ example: "http://prometheus.example.com:9090" });

/** Name of an HTTP field (RFC 9110, 5.1). */
export const headerNameSchema = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, rules.headerName.en);
const secretText = z.string().min(1).max(16_384).regex(/^[^\r\n\0]*$/, rules.oneLine.en);
const clientText = z.string().min(1).max(1024).regex(/^[^\r\n\0]*$/, rules.oneLine.en);
const pem = z.string().min(1).max(65_536).regex(/^[^\0]*-----BEGIN [A-Z ]+-----[^\0]*$/, rules.pem.en);

/** OAuth 2.0 client credentials (RFC 6749, 4.4): the gateway fetches tokens from `tokenUrl` and sends them as Bearer. */
export const oauth2CredentialSchema = z.object({
  kind: z.literal("oauth2"),
  tokenUrl: backendUrlSchema,
  clientId: clientText,
  clientSecret: secretText,
  /** Scopes with a space between (RFC 6749, 3.3). */
  scope: z.string().max(2048).regex(/^[\x21\x23-\x5b\x5d-\x7e ]*$/, rules.oauth2Scope.en).optional(),
  audience: z.string().max(2048).regex(/^[^\r\n\0]*$/, rules.oneLine.en).optional(),
  /** How the client shows itself (RFC 6749, 2.3.1): HTTP Basic, or `client_id` and `client_secret` in the form. */
  clientAuthentication: z.enum(["basic", "body"]).default("basic"),
});
export type OAuth2Credential = z.infer<typeof oauth2CredentialSchema>;

/** Fields that frame a message or belong to its connection. */
const framing = new Set(["host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect", "keep-alive"]);
const signatureHeader = headerNameSchema.refine((name) => !framing.has(name.toLowerCase()), rules.headerFraming.en);

/** What a signature of RFC 9421 covers: derived components of a request, and header fields by their lower-case names. */
const signatureComponent = z.string().regex(/^(@(method|target-uri|authority|scheme|request-target|path|query)|[!#$%&'*+.^_`|~0-9a-z-]{1,128})$/, rules.signatureComponent.en);

/**
 * HMAC-SHA256 over each call. `http-message-signatures` is RFC 9421 (`hmac-sha256`), with `content-digest` after RFC 9530;
 * `timestamp` signs timestamp, nonce (where it has a header), method, path with query, and body, joined by `separator`.
 */
export const hmacCredentialSchema = z
  .object({
    kind: z.literal("hmac"),
    scheme: z.enum(["http-message-signatures", "timestamp"]),
    keyId: z.string().min(1).max(256).regex(/^[\x20-\x7e]*$/, rules.ascii.en),
    secret: secretText,
    /** `base64`: the secret is the base64 text of its bytes. */
    secretEncoding: z.enum(["utf8", "base64"]).default("utf8"),
    /** Of `http-message-signatures`. */
    components: z.array(signatureComponent).min(1).max(32).default(["@method", "@authority", "@path", "@query", "content-type", "content-digest"]),
    /** Of `timestamp`: the headers that carry key id, timestamp, nonce (none without a name) and signature. */
    headers: z
      .object({ keyId: signatureHeader.default("X-Access-Key"), timestamp: signatureHeader.default("X-Timestamp"), nonce: signatureHeader.optional(), signature: signatureHeader.default("X-Signature") })
      .default({ keyId: "X-Access-Key", timestamp: "X-Timestamp", signature: "X-Signature" }),
    timestampFormat: z.enum(["seconds", "milliseconds", "iso8601"]).default("seconds"),
    separator: z.enum(["none", "newline"]).default("newline"),
    /** What stands for the body in the signed text: its bytes, or the lower-case hex of its SHA-256 (also of an empty one). */
    bodyAs: z.enum(["bytes", "sha256"]).default("sha256"),
    encoding: z.enum(["hex", "base64"]).default("hex"),
  })
  .refine(({ secret, secretEncoding }) => secretEncoding !== "base64" || /^[A-Za-z0-9+/_-]+={0,2}$/.test(secret), { error: rules.base64.en, path: ["secret"] });
export type HmacCredential = z.infer<typeof hmacCredentialSchema>;

/** A client certificate for backends that ask for one (mutual TLS). */
export const mtlsCredentialSchema = z.object({
  kind: z.literal("mtls"),
  /** PEM, the client's certificate first, then those that issued it. */
  certificate: pem,
  /** PEM without passphrase. */
  privateKey: pem,
  /** PEM of the authorities that the backend's certificate is checked by, in place of those of the system. */
  ca: pem.optional(),
  /** Name for SNI and for the check of the backend's certificate, where it differs from the host of its address. */
  serverName: z.string().max(253).regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, rules.hostName.en).optional(),
});
export type MtlsCredential = z.infer<typeof mtlsCredentialSchema>;

/** What the gateway shows the backend, as a person types it; sealed before it is stored and never shown again. */
export const credentialInputSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("api-key"), in: z.enum(["header", "query"]), name: headerNameSchema, value: secretText }),
  z.object({ kind: z.literal("basic"), username: z.string().max(256).regex(/^[^:\r\n\0]*$/, rules.basicUsername.en), password: secretText }),
  z.object({ kind: z.literal("bearer"), token: secretText }),
  oauth2CredentialSchema,
  hmacCredentialSchema,
  mtlsCredentialSchema,
]);
/** A credential with its defaults filled in. */
export type Credential = z.infer<typeof credentialInputSchema>;
/** A credential as a person gives it. */
export type CredentialInput = z.input<typeof credentialInputSchema>;

const storedKinds = ["api-key", "basic", "bearer", "oauth2", "hmac", "mtls"] as const;
export const credentialKinds = ["none", ...storedKinds] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** A credential as stored: its kind and public part, the secret part sealed (see `@tessera/vault`). */
export const sealedCredentialSchema = z.object({
  kind: z.enum(storedKinds),
  /** Sealed JSON of a {@link BoundCredential}; AAD `<space>/<connector>/<stage>/credential`. */
  sealed: z.string(),
});
export type SealedCredential = z.infer<typeof sealedCredentialSchema>;

/**
 * What is sealed: the credential and the origin of the only backend it may be sent to, null while the stage has none. Earlier
 * builds sealed the bare credential, which then is bound to no origin.
 */
export const boundCredentialSchema = z.union([
  z.object({ credential: credentialInputSchema, origin: z.string().nullable() }),
  credentialInputSchema.transform((credential) => ({ credential, origin: null })),
]);
export type BoundCredential = z.infer<typeof boundCredentialSchema>;

/** The public part of a client certificate. */
export const certificateViewSchema = z.object({
  /** Distinguished name, e.g. `CN=tessera, O=Example`. */
  subject: z.string(),
  issuer: z.string(),
  notBefore: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** SHA-256, hex with colons. */
  fingerprint: z.string(),
});
export type CertificateView = z.infer<typeof certificateViewSchema>;

/** What clients see of a stored credential. */
export const credentialViewSchema = z.object({
  kind: z.enum(credentialKinds),
  updatedAt: z.iso.datetime().optional(),
  /** Of `mtls`. */
  certificate: certificateViewSchema.optional(),
});
