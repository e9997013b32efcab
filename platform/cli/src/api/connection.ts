import { type ApiClient, ApiError, type Locale, createApiClient } from "@tessera/contracts";
import { configPath, readConfig } from "../config/config.ts";
import { CommandError } from "../output/failure.ts";
import type { Translate } from "../text/text.ts";

export interface Connection {
  url: string;
  token: string;
  call: ApiClient;
}

/** Turns faults of the network into a sentence; problems of the API pass. */
function explain(url: string, text: Translate): (error: unknown) => never {
  return (error) => {
    if (error instanceof ApiError) throw error;
    const cause = (error as { cause?: { code?: string; message?: string } }).cause;
    throw new CommandError(text("unreachable", { url, reason: cause?.code ?? cause?.message ?? (error as Error).message }));
  };
}

/** A client of the platform at `url` with extra headers, answered in the language of the terminal. */
export function connectTo(url: string, headers: () => Record<string, string>, { text, locale }: { text: Translate; locale: Locale }, fetch?: typeof globalThis.fetch): ApiClient {
  const client = createApiClient({ origin: url.replace(/\/+$/, ""), headers: () => ({ "accept-language": locale, ...headers() }), ...(fetch ? { fetch } : {}) });
  return ((...input: Parameters<ApiClient>) => client(...input).catch(explain(url, text))) as ApiClient;
}

/** Items of all pages of a list; `page` gets where the last one ended. */
export async function everyPage<Item>(page: (query: { limit: number; cursor?: string }) => Promise<{ items: Item[]; nextCursor?: string | undefined }>): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | undefined; ; ) {
    const answer = await page({ limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (cursor === undefined) return items;
  }
}

/** The platform of TESSERA_URL and TESSERA_TOKEN, else of the kept login. */
export async function connect(environment: Record<string, string | undefined>, text: Translate, locale: Locale): Promise<Connection> {
  const config = environment.TESSERA_URL && environment.TESSERA_TOKEN ? undefined : await readConfig(configPath(environment), text);
  const url = environment.TESSERA_URL ?? config?.url;
  const token = environment.TESSERA_TOKEN ?? config?.token;
  if (!url || !token) throw new CommandError(text("notLoggedIn"));
  return { url: url.replace(/\/+$/, ""), token, call: connectTo(url, () => ({ authorization: `Bearer ${token}` }), { text, locale }) };
}
