import type { LoggerService } from "@nestjs/common";
import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** Structured log of a process on standard error; standard output is kept for the lines that other programs read. */
export function createLogger(process: string, level: string): Logger {
  return pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: ["req.headers", "*.password", "*.token", "*.secret", "*.credential"], remove: true } }, pino.destination({ dest: 2, sync: false }));
}

/** Lets Nest write its warnings and errors to the same log. */
export function nestLogger(logger: Logger): LoggerService {
  const text = (message: unknown): string => (message instanceof Error ? (message.stack ?? message.message) : String(message));
  return {
    log: (message: unknown) => logger.debug(text(message)),
    debug: (message: unknown) => logger.debug(text(message)),
    verbose: (message: unknown) => logger.trace(text(message)),
    warn: (message: unknown) => logger.warn(text(message)),
    error: (message: unknown, ...rest: unknown[]) => logger.error({ rest: rest.map(text) }, text(message)),
    fatal: (message: unknown) => logger.fatal(text(message)),
  };
}
