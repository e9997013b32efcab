import type { CredentialInput } from "@tessera/contracts";
import type { BackendCall } from "../pipeline/context.ts";

/** Adds the credential of a stage to a call, over whatever the caller sent in its place. */
export type ApplyCredential = (call: Pick<BackendCall, "headers" | "query">) => void;

/** Header values go out byte by byte; text beyond Latin-1 is sent as its UTF-8 bytes. */
function headerBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function withoutParameter(query: string, name: string): string[] {
  return query.split("&").filter((pair) => {
    if (pair === "") return false;
    const [key] = new URLSearchParams(pair.split("=", 1)[0]).keys();
    return key !== name;
  });
}

/** Compiles an opened credential; `none` adds nothing. */
export function compileCredential(credential: CredentialInput): ApplyCredential | undefined {
  switch (credential.kind) {
    case "none":
      return undefined;
    case "bearer": {
      const value = headerBytes(`Bearer ${credential.token}`);
      return (call) => void (call.headers["authorization"] = value);
    }
    case "basic": {
      const value = `Basic ${Buffer.from(`${credential.username}:${credential.password}`, "utf8").toString("base64")}`;
      return (call) => void (call.headers["authorization"] = value);
    }
    case "api-key": {
      const { name, value } = credential;
      if (credential.in === "header") {
        const header = name.toLowerCase();
        const bytes = headerBytes(value);
        return (call) => void (call.headers[header] = bytes);
      }
      const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
      return (call) => void (call.query = [...withoutParameter(call.query, name), pair].join("&"));
    }
  }
}
