import { z } from "zod";
import { nameSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { pluginBindingSchema } from "../plugin/plugin.ts";
import { rules } from "../text/rules.ts";

/** Address of a backend: `http(s)://host[:port][/base]`, without credentials, query or fragment. */
export const backendUrlSchema = z
  .url({ protocol: /^https?$/, error: rules.backendUrl.en })
  .max(2048)
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  }, rules.backendUrlBare.en)
  .meta({ example: "http://prometheus.example.com:9090" });

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, rules.headerName.en);
const secretText = z.string().min(1).max(16_384).regex(/^[^\r\n\0]*$/, rules.oneLine.en);

/** What the gateway shows the backend, as a person types it; sealed before it is stored and never shown again. */
export const credentialInputSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("api-key"), in: z.enum(["header", "query"]), name: headerName, value: secretText }),
  z.object({ kind: z.literal("basic"), username: z.string().max(256).regex(/^[^:\r\n\0]*$/, rules.basicUsername.en), password: secretText }),
  z.object({ kind: z.literal("bearer"), token: secretText }),
]);
export type CredentialInput = z.infer<typeof credentialInputSchema>;

/** A credential as stored: its kind and public part, the secret part sealed (see `@tessera/vault`). */
export const sealedCredentialSchema = z.object({
  kind: z.enum(["api-key", "basic", "bearer"]),
  /** Sealed JSON of the {@link CredentialInput}; AAD `<space>/<connector>/<stage>/credential`. */
  sealed: z.string(),
});
export type SealedCredential = z.infer<typeof sealedCredentialSchema>;

/** What clients see of a stored credential. */
export const credentialViewSchema = z.object({ kind: z.enum(["none", "api-key", "basic", "bearer"]), updatedAt: z.iso.datetime().optional() });

export const backendSchema = z.object({
  url: backendUrlSchema,
  timeoutMs: z.int().min(1).max(600_000).default(30_000),
});
export type Backend = z.infer<typeof backendSchema>;

export const stageViewSchema = z.object({
  name: nameSchema,
  backend: backendSchema.nullable(),
  credential: credentialViewSchema,
  plugins: z.array(pluginBindingSchema),
  /** Version that the gateway serves on this stage. */
  release: versionSchema.nullable(),
  publishedAt: z.iso.datetime().nullable(),
  publishedBy: z.string().nullable(),
  revision: revisionSchema,
});
export type StageView = z.infer<typeof stageViewSchema>;

/** `credential` absent keeps the stored one. */
export const stageInputSchema = z.object({
  backend: z.object({ url: backendUrlSchema, timeoutMs: z.int().min(1).max(600_000).optional() }).optional(),
  credential: credentialInputSchema.optional(),
  plugins: z.array(pluginBindingSchema).max(50).optional(),
  /** Revision that the change is based on; absent only when the stage is new. */
  revision: revisionSchema.optional(),
});
export type StageInput = z.infer<typeof stageInputSchema>;
