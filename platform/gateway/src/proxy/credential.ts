import type { Credential } from "@tessera/contracts";
import type { Egress } from "@tessera/egress";
import type { Dispatcher } from "undici";
import type { BackendCall } from "../pipeline/context.ts";
import type { Authorizer } from "./authorizer.ts";
import { createHmacAuthorizer } from "./hmac.ts";
import { createTokenSource } from "./oauth2-token.ts";

/** How a stage shows itself to its backend; each kind of credential uses one of these. */
export interface StageCredential {
  /** Adds what is the same for every call, over whatever the caller sent in its place. */
  apply?: (call: Pick<BackendCall, "headers" | "query">) => void;
  /** Adds what differs from call to call. */
  authorizer?: Authorizer;
  /** Connections that show a client certificate. */
  dispatcher?: Dispatcher;
  /** Takes the secret out of a redirect that repeats the query it was sent with. */
  withoutSecret?: (location: string) => string;
  /** Ends connections of its own once their calls have ended. */
  close?: () => void;
}

/** Header values go out byte by byte; text beyond Latin-1 is sent as its UTF-8 bytes. */
function headerBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function withoutParameter(query: string, isMeant: (name: string, value: string) => boolean): string[] {
  return query.split("&").filter((pair) => {
    if (pair === "") return false;
    const [[name, value] = ["", ""]] = new URLSearchParams(pair);
    return !isMeant(name, value);
  });
}

function queryKey(name: string, value: string): StageCredential {
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return {
    apply: (call) => void (call.query = [...withoutParameter(call.query, (other) => other === name), pair].join("&")),
    withoutSecret(location) {
      const [, path = "", query, hash = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(location) ?? [];
      if (query === undefined) return location;
      const rest = withoutParameter(query, (otherName, otherValue) => otherName === name && otherValue === value).join("&");
      return `${path}${rest === "" ? "" : `?${rest}`}${hash}`;
    },
  };
}

function header(name: string, value: string): StageCredential {
  return { apply: (call) => void (call.headers[name] = value) };
}

function oauth2(credential: Extract<Credential, { kind: "oauth2" }>, request: Egress["request"]): Authorizer {
  const tokens = createTokenSource(credential, request);
  const prefix = "Bearer ";
  return {
    needsBody: false,
    authorize({ headers }) {
      const token = tokens.current();
      if (typeof token === "string") return void (headers["authorization"] = `${prefix}${token}`);
      return token.then((fetched) => void (headers["authorization"] = `${prefix}${fetched}`));
    },
    renew: ({ headers }) => tokens.refused(String(headers["authorization"]).slice(prefix.length)),
  };
}

/** Connections are closed this long after the last snapshot that used them: calls that began before may still need one. */
const lingerMs = 60_000;

/** Compiles an opened credential; `none` adds nothing. */
export function compileCredential(credential: Credential, egress: Pick<Egress, "request" | "dispatcherWith">): StageCredential | undefined {
  switch (credential.kind) {
    case "none":
      return undefined;
    case "bearer":
      return header("authorization", headerBytes(`Bearer ${credential.token}`));
    case "basic":
      return header("authorization", `Basic ${Buffer.from(`${credential.username}:${credential.password}`, "utf8").toString("base64")}`);
    case "api-key":
      return credential.in === "header" ? header(credential.name.toLowerCase(), headerBytes(credential.value)) : queryKey(credential.name, credential.value);
    case "oauth2":
      return { authorizer: oauth2(credential, egress.request) };
    case "hmac":
      return { authorizer: createHmacAuthorizer(credential) };
    case "mtls": {
      const dispatcher = egress.dispatcherWith("backend", credential);
      return { dispatcher, close: () => void setTimeout(() => void dispatcher.close(), lingerMs).unref() };
    }
  }
}
