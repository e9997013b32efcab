import type { CommandTable } from "./command.ts";

/** Commands that a connection may run before it logged in. */
export const OPEN_COMMANDS: ReadonlySet<string> = new Set(["hello", "isMaster", "ismaster", "saslStart", "saslContinue", "logout", "ping", "buildInfo", "buildinfo", "whatsmyuri", "connectionStatus"]);

/** Logging in with SCRAM-SHA-256 and out again. */
export const AUTHENTICATION_COMMANDS: CommandTable = {
  saslStart: { kind: "control", run: ({ services, client, body, db }) => services.authenticator.start(client, body, db) },
  saslContinue: { kind: "control", run: ({ services, client, body }) => services.authenticator.proceed(client, body) },
  logout: {
    kind: "control",
    run({ services, client }) {
      services.authenticator.logOut(client);
      return {};
    },
  },
};
