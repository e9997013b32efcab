#!/usr/bin/env node
import { environmentLocale, isTesseraError, readSettings, settingExamples } from "@tessera/contracts";
import { loadSecretKeys } from "@tessera/vault";
import pino from "pino";
import { startGateway } from "./gateway.ts";
import { startMessages } from "./main.messages.ts";

function fail(line: string, code: number): never {
  process.stderr.write(`tessera-gateway: ${line}\n`);
  process.exit(code);
}

const locale = environmentLocale(process.env);
const read = readSettings(process.env);
if ("error" in read) fail(read.text[locale], 2);
const { settings } = read;
if (settings.MONGODB_URI === undefined) fail(startMessages.storeMissing({ example: settingExamples["MONGODB_URI"] ?? "" })[locale], 2);

// Standard output carries the ready line and the access log, standard error everything else.
const log = pino({ level: settings.TESSERA_LOG_LEVEL, base: { role: "gateway" }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
const accessDestination = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 });
const access = pino({ base: { log: "access" }, timestamp: pino.stdTimeFunctions.isoTime }, accessDestination);

try {
  const gateway = await startGateway({
    mongoUri: settings.MONGODB_URI,
    dataDir: settings.TESSERA_DATA_DIR,
    host: settings.TESSERA_HOST,
    port: settings.TESSERA_GATEWAY_PORT,
    secretKeys: await loadSecretKeys({ dataDir: settings.TESSERA_DATA_DIR, fromSetting: settings.TESSERA_SECRET_KEY, older: settings.TESSERA_SECRET_KEYS_OLD }),
    egressAllow: settings.TESSERA_EGRESS_ALLOW,
    ownServices: settings.TESSERA_OWN_SERVICES,
    trustProxy: settings.TESSERA_TRUST_PROXY,
    log,
    writeAccess: (record) => access.info(record),
  });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, "stopping");
    gateway.close().then(
      () => accessDestination.once("close", () => process.exit(0)).end(),
      (error: unknown) => {
        log.fatal({ err: error }, "could not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.stdout.write(`tessera-gateway ready ${gateway.url}\n`);
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const { TESSERA_HOST: host, TESSERA_GATEWAY_PORT: port } = settings;
  if (code === "EADDRINUSE") fail(startMessages.portTaken({ port, free: port + 1 })[locale], 2);
  if (code === "EADDRNOTAVAIL" || code === "EACCES") fail(startMessages.cannotListen({ host, port, reason: code })[locale], 2);
  fail(isTesseraError(error) ? error.text[locale] : String(error), code.endsWith(".setting") || code === "vault.key-invalid" ? 2 : 1);
}
