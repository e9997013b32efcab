import type { HeaderMap } from "../pipeline/context.ts";

/** A call as it is about to leave, complete but for what shows who calls. */
export interface OutgoingCall {
  method: string;
  /** E.g. `https://api.example.com:8443`, without a default port. */
  origin: string;
  /** Encoded path with query. */
  path: string;
  /** By lower-case name. */
  headers: HeaderMap;
  /** Null: there is none; undefined: it streams. */
  body: Buffer | null | undefined;
}

/** Shows a stage to its backend where that differs from call to call; asked before each attempt. */
export interface Authorizer {
  /** Whether the body must be known before the call leaves. */
  readonly needsBody: boolean;
  /** Adds to the headers; gives a promise only when something must be fetched first. */
  authorize(call: OutgoingCall): void | Promise<void>;
  /** The backend answered 401: whether another attempt would show something else. */
  renew?(call: OutgoingCall): boolean;
}
