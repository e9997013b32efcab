import { z } from "zod";
import { issueMessage } from "../text/issue-message.ts";
import { type Message, defineMessages } from "../text/message.ts";
import { settingRule, settingRules } from "./setting-rules.ts";

const port = z.coerce.number({ error: settingRules.port.en }).int(settingRules.port.en).min(0, settingRules.port.en).max(65535, settingRules.port.en);
const cidr = z.union([z.cidrv4(), z.cidrv6()], settingRules.ranges.en);
const listOf = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) => text.split(",").map((part) => part.trim()).filter((part) => part !== ""));

const shape = {
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, settingRules.mongo.en).optional(),
  TESSERA_DATA_DIR: z.string().min(1, settingRules.folder.en).default("./data"),
  TESSERA_HOST: z.string().min(1, settingRules.host.en).default("127.0.0.1"),
  TESSERA_PORT: port.default(3000),
  TESSERA_GATEWAY_PORT: port.default(3080),
  TESSERA_GATEWAY_URL: z.url(settingRules.url.en).optional(),
  /** How others reach the server: systems send their callbacks there. */
  TESSERA_PUBLIC_URL: z.url({ protocol: /^https?$/, error: settingRules.url.en }).optional(),
  TESSERA_ADMIN_PASSWORD: z.string().min(10, settingRules.password.en).max(1024).optional(),
  TESSERA_SECRET_KEY: z.string().regex(/^[A-Za-z0-9+/_-]{43}=?$/, settingRules.secretKey.en).optional(),
  /** Further keys that open what was sealed before a rotation; none of them seals. */
  TESSERA_SECRET_KEYS_OLD: listOf("").pipe(z.array(z.string().regex(/^[A-Za-z0-9+/_-]{43}=?$/, settingRules.secretKeys.en))),
  TESSERA_EGRESS_ALLOW: listOf("").pipe(z.array(cidr)),
  /** Reverse proxies whose X-Forwarded-* headers are believed: they say the address and scheme of a caller. */
  TESSERA_TRUST_PROXY: listOf("127.0.0.0/8,::1/128").pipe(z.array(cidr)),
  TESSERA_OWN_SERVICES: listOf("").pipe(z.array(z.string().regex(/^[\w.[\]:-]+:\d{1,5}$/, settingRules.services.en))),
  TESSERA_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace"], settingRules.logLevel.en).default("info"),
} as const;

const examples: Record<keyof typeof shape, string> = {
  MONGODB_URI: "mongodb://db1.example.com:27017/?replicaSet=rs0",
  TESSERA_DATA_DIR: "/var/lib/tessera",
  TESSERA_HOST: "0.0.0.0",
  TESSERA_PORT: "3000",
  TESSERA_GATEWAY_PORT: "3080",
  TESSERA_GATEWAY_URL: "http://gateway.example.com:3080",
  TESSERA_PUBLIC_URL: "https://tessera.example.com",
  TESSERA_ADMIN_PASSWORD: "a-long-passphrase",
  TESSERA_SECRET_KEY: "the output of: openssl rand -base64 32",
  TESSERA_SECRET_KEYS_OLD: "the key before, in base64",
  TESSERA_EGRESS_ALLOW: "127.0.0.0/8,10.0.0.0/8",
  TESSERA_TRUST_PROXY: "127.0.0.0/8,10.0.0.5/32",
  TESSERA_OWN_SERVICES: "127.0.0.1:3000,127.0.0.1:3081",
  TESSERA_LOG_LEVEL: "info",
};

const environmentSchema = z.object(shape);

/** Settings of every process, from the environment; docs/reference/settings lists them. */
export type Settings = z.infer<typeof environmentSchema>;

/** Names of all settings, with an example value each. */
export const settingExamples: Readonly<Record<string, string>> = examples;

const settingMessages = defineMessages({
  wrong: { en: "{name} {what}, e.g. {name}={example}", "zh-CN": "{name} {what}，例如 {name}={example}" },
  missing: { en: "is missing", "zh-CN": "缺失" },
});

/**
 * Reads the settings. A bad one yields `error`: one line that names the setting, what is wrong and an example, and `text`, the
 * same in every language; a process prints it and exits with 2. Empty variables count as absent.
 */
export function readSettings(environment: Record<string, string | undefined>): { settings: Settings } | { error: string; text: Message } {
  const given = Object.fromEntries(Object.keys(shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const parsed = environmentSchema.safeParse(given, { reportInput: true });
  if (parsed.success) return { settings: parsed.data };
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? "settings") as keyof typeof shape;
  const what = issue === undefined ? settingMessages.missing() : (settingRule(issue.message) ?? issueMessage(issue));
  const text = settingMessages.wrong({ name, what, example: examples[name] });
  return { error: text.en, text };
}
