import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiClient, createApiClient, routes } from "@tessera/contracts";
import { type Running, freePort, launch, until } from "./process.ts";

const root = join(import.meta.dirname, "../..");

export const administratorPassword = "a-long-passphrase";

export interface Platform {
  url: string;
  gatewayUrl: string;
  dataDir: string;
  /** What `npm start` printed. */
  output: () => string;
  /** Pids of the processes by role, read from what runs. */
  supervisor: Running;
  /** A client with the session of a person. */
  logIn: (username: string, password: string) => Promise<ApiClient>;
  stop: () => Promise<void>;
}

/** Starts the built platform as `npm start` does, on free ports with a temporary data folder, and waits until it is ready. */
export async function startPlatform(extra: Record<string, string> = {}): Promise<Platform> {
  const dataDir = await mkdtemp(join(tmpdir(), "tessera-data-"));
  const [port, gatewayPort] = await Promise.all([freePort(), freePort()]);
  const supervisor = launch(process.execPath, [join(root, "platform/supervisor/dist/main.js")], {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TESSERA_DATA_DIR: dataDir,
    TESSERA_PORT: String(port),
    TESSERA_GATEWAY_PORT: String(gatewayPort),
    TESSERA_EGRESS_ALLOW: "127.0.0.0/8",
    ...extra,
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await supervisor.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await until(`the platform (${supervisor.output()})`, () => supervisor.output().includes("Tessera is ready") || (supervisor.process.exitCode !== null ? Promise.reject(new Error(supervisor.output())) : false), 60_000);
  } catch (error) {
    const output = supervisor.output();
    await stop();
    throw new Error(`The platform did not start: ${output}`, { cause: error });
  }
  return {
    url,
    gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
    dataDir,
    output: supervisor.output,
    supervisor,
    logIn: (username, password) => sessionOf(url, (call) => call(routes.auth.login, { body: { username, password } })),
    stop,
  };
}

/** Opens the first-run link that was printed and makes the administrator. */
export async function setUp(platform: Platform): Promise<ApiClient> {
  const token = /setup\?token=(\S+)/.exec(platform.output())?.[1];
  if (!token) throw new Error(`No first-run link was printed: ${platform.output()}`);
  return sessionOf(platform.url, (call) => call(routes.auth.setup, { body: { token, password: administratorPassword, displayName: "Administrator" } }));
}

async function sessionOf(url: string, open: (call: ApiClient) => Promise<{ csrfToken: string | null }>): Promise<ApiClient> {
  const jar = new Map<string, string>();
  let csrfToken = "";
  const call = createApiClient({
    origin: url,
    headers: () => ({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "), "x-csrf-token": csrfToken }),
    fetch: async (...input) => {
      const response = await fetch(...input);
      for (const line of response.headers.getSetCookie()) {
        const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
        jar.set(name, value);
      }
      return response;
    },
  });
  csrfToken = (await open(call)).csrfToken ?? "";
  return call;
}
