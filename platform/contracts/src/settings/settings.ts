import { z } from "zod";

const port = z.coerce.number({ error: "must be a port number from 0 to 65535" }).int("must be a port number from 0 to 65535").min(0, "must be a port number from 0 to 65535").max(65535, "must be a port number from 0 to 65535");
const cidr = z.union([z.cidrv4(), z.cidrv6()], "must be address ranges separated by commas");

const shape = {
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, "must be a MongoDB address").optional(),
  TESSERA_DATA_DIR: z.string().min(1, "must be a folder").default("./data"),
  TESSERA_HOST: z.string().min(1, "must be an address to listen on").default("127.0.0.1"),
  TESSERA_PORT: port.default(3000),
  TESSERA_GATEWAY_PORT: port.default(3080),
  TESSERA_GATEWAY_URL: z.url("must be an http address").optional(),
  TESSERA_ADMIN_PASSWORD: z.string().min(10, "must be at least 10 characters").max(1024).optional(),
  TESSERA_SECRET_KEY: z.string().regex(/^[A-Za-z0-9+/_-]{43}=?$/, "must be 32 random bytes in base64").optional(),
  TESSERA_EGRESS_ALLOW: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((part) => part.trim()).filter((part) => part !== ""))
    .pipe(z.array(cidr)),
  TESSERA_OWN_SERVICES: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((part) => part.trim()).filter((part) => part !== ""))
    .pipe(z.array(z.string().regex(/^[\w.[\]:-]+:\d{1,5}$/, "must be host:port pairs separated by commas"))),
  TESSERA_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace"], "must be one of fatal, error, warn, info, debug, trace").default("info"),
} as const;

const examples: Record<keyof typeof shape, string> = {
  MONGODB_URI: "mongodb://db1.example.com:27017/?replicaSet=rs0",
  TESSERA_DATA_DIR: "/var/lib/tessera",
  TESSERA_HOST: "0.0.0.0",
  TESSERA_PORT: "3000",
  TESSERA_GATEWAY_PORT: "3080",
  TESSERA_GATEWAY_URL: "http://gateway.example.com:3080",
  TESSERA_ADMIN_PASSWORD: "a-long-passphrase",
  TESSERA_SECRET_KEY: "the output of: openssl rand -base64 32",
  TESSERA_EGRESS_ALLOW: "127.0.0.0/8,10.0.0.0/8",
  TESSERA_OWN_SERVICES: "127.0.0.1:3000,127.0.0.1:3081",
  TESSERA_LOG_LEVEL: "info",
};

const environmentSchema = z.object(shape);

/** Settings of every process, from the environment; docs/reference/settings lists them. */
export type Settings = z.infer<typeof environmentSchema>;

/** Names of all settings, with an example value each. */
export const settingExamples: Readonly<Record<string, string>> = examples;

/**
 * Reads the settings. A bad one yields `error`: one line that names the setting, what is wrong and an example; a process
 * prints it and exits with 2. Empty variables count as absent.
 */
export function readSettings(environment: Record<string, string | undefined>): { settings: Settings } | { error: string } {
  const given = Object.fromEntries(Object.keys(shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return { settings: parsed.data };
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? "settings") as keyof typeof shape;
  return { error: `${name} ${issue?.message ?? "is wrong"}, e.g. ${name}=${examples[name]}` };
}
