import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { createHostServer } from "@tessera/connector-host";
import { type Message, type Settings, joinMessages } from "@tessera/contracts";
import { Child } from "./child.ts";
import { supervisorMessages } from "./supervisor.messages.ts";

export interface SupervisorOptions {
  settings: Settings;
  environment: Record<string, string | undefined>;
  /** Root of the installation, where `platform/` and `connectors/` lie. */
  root: string;
  /** Says something to the person at the console. */
  say: (what: Message) => void;
  /** Something that a restart cannot mend; the supervisor has begun to stop. */
  onFatal: (why: Message) => void;
}

export interface Supervisor {
  /** Resolves when every process is ready. */
  ready: Promise<void>;
  /** Pids by role, for diagnosis. */
  pids: () => Record<string, number | undefined>;
  stop: () => Promise<void>;
}

type Role = "store" | "server" | "gateway" | "worker";

/**
 * Runs the whole platform on one machine: the embedded store (unless MONGODB_URI is set), server, gateway, worker and the
 * reference connector `host`, which is small enough to live in this very process. A process that ends by itself is started
 * again; the others go on meanwhile.
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const { settings, root } = options;
  const dataDir = resolve(settings.TESSERA_DATA_DIR);
  const logDir = join(dataDir, "logs");
  await mkdir(logDir, { recursive: true, mode: 0o700 });

  const children = new Map<Role, Child>();
  const waiting = new Map<Role, () => void>();
  const host = createHostServer({});
  let stopping = false;
  let announced = false;

  const environment = (extra: Record<string, string>) => ({
    ...options.environment,
    TESSERA_DATA_DIR: dataDir,
    ...extra,
  });

  const launch = (role: Role, script: string, env: Record<string, string>, more: { args?: string[]; nodeArgs?: string[]; onSignal?: (word: string, rest: string) => void } = {}) => {
    const ready = new Promise<void>((done) => waiting.set(role, done));
    const child = new Child({
      name: role,
      script: join(root, script),
      args: more.args ?? [],
      nodeArgs: more.nodeArgs ?? [],
      env: environment(env),
      logFile: join(logDir, `${role}.log`),
      onSignal: (word, rest) => {
        more.onSignal?.(word, rest);
        if (word !== "ready") return;
        if (announced) options.say(supervisorMessages.back({ role }));
        waiting.get(role)?.();
        waiting.delete(role);
      },
      onCrash: (why, restartInMs) => options.say(supervisorMessages.restarting({ why, delayMs: restartInMs, logFile: join(logDir, `${role}.log`) })),
      onWarning: options.say,
      onFatal: (why) => {
        if (!stopping) options.onFatal(why);
      },
    });
    children.set(role, child);
    child.start();
    return ready;
  };

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const stopRoles = (...roles: Role[]) => Promise.all(roles.map((role) => children.get(role)?.stop()));
    await stopRoles("worker", "gateway", "server");
    await stopRoles("store");
    host.close();
    host.closeAllConnections();
  };

  const startAll = async () => {
    let mongoUri = settings.MONGODB_URI;
    const before: Promise<unknown>[] = [new Promise<void>((done, fail) => host.once("error", fail).listen(0, "127.0.0.1", done))];
    if (mongoUri === undefined) {
      before.push(
        launch("store", "platform/store/dist/main.js", {}, {
          args: ["--dbpath", join(dataDir, "store"), "--socket", join(dataDir, "store.sock")],
          onSignal: (word, rest) => (word === "ready" ? (mongoUri = rest) : undefined),
        }),
      );
    }
    await Promise.all(before);
    const hostAddress = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    const serverAddress = `${settings.TESSERA_HOST === "0.0.0.0" ? "127.0.0.1" : settings.TESSERA_HOST}:${settings.TESSERA_PORT}`;
    const env = {
      MONGODB_URI: mongoUri ?? "",
      TESSERA_OWN_SERVICES: [serverAddress, new URL(hostAddress).host, ...settings.TESSERA_OWN_SERVICES].join(","),
      TESSERA_HOST_CONNECTOR_URL: hostAddress,
    };
    let firstRun = "";
    let address = "";
    let gatewayAddress = "";
    await Promise.all([
      launch("server", "platform/server/dist/main.js", env, {
        onSignal: (word, rest) => {
          if (word === "ready") address = rest;
          if (word === "first-run") firstRun = rest;
        },
      }),
      launch("gateway", "platform/gateway/dist/main.js", env, { onSignal: (word, rest) => (word === "ready" ? (gatewayAddress = rest) : undefined) }),
      launch("worker", "platform/server/dist/worker.js", env),
    ]);
    if (stopping) return;
    announced = true;
    // Said at once: whoever reads the first line has them all.
    const lines = [
      supervisorMessages.ready({ address }),
      supervisorMessages.gateway({ address: gatewayAddress }),
      ...(firstRun === "" ? [] : [supervisorMessages.firstRun({ link: firstRun })]),
      supervisorMessages.places({ dataDir, logDir }),
    ];
    options.say(joinMessages(lines, "\n"));
  };

  return {
    ready: startAll(),
    pids: () => Object.fromEntries([...children].map(([role, child]) => [role, child.pid])),
    stop,
  };
}
