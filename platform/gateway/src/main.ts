#!/usr/bin/env node
import { isTesseraError, readSettings, settingExamples } from "@tessera/contracts";
import { loadSecretKeys } from "@tessera/vault";
import pino from "pino";
import { startGateway } from "./gateway.ts";

function fail(line: string, code: number): never {
  process.stderr.write(`tessera-gateway: ${line}\n`);
  process.exit(code);
}

const read = readSettings(process.env);
if ("error" in read) fail(read.error, 2);
const { settings } = read;
if (settings.MONGODB_URI === undefined) fail(`MONGODB_URI is missing: the gateway runs beside a store, e.g. MONGODB_URI=${settingExamples["MONGODB_URI"] ?? ""}`, 2);

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
    secretKeys: await loadSecretKeys({ dataDir: settings.TESSERA_DATA_DIR, fromSetting: settings.TESSERA_SECRET_KEY }),
    egressAllow: settings.TESSERA_EGRESS_ALLOW,
    ownServices: settings.TESSERA_OWN_SERVICES,
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
  if (code === "EADDRINUSE") fail(`TESSERA_GATEWAY_PORT ${settings.TESSERA_GATEWAY_PORT} is in use by another process; choose a free one, e.g. TESSERA_GATEWAY_PORT=${settings.TESSERA_GATEWAY_PORT + 1}`, 2);
  if (code === "EADDRNOTAVAIL" || code === "EACCES") fail(`TESSERA_HOST ${settings.TESSERA_HOST} with TESSERA_GATEWAY_PORT ${settings.TESSERA_GATEWAY_PORT} cannot be listened on (${code}), e.g. TESSERA_HOST=0.0.0.0 TESSERA_GATEWAY_PORT=3080`, 2);
  fail(isTesseraError(error) ? error.message : String(error), code.endsWith(".setting") || code === "vault.key-invalid" ? 2 : 1);
}
