import type { BuiltCall } from "./build-call.ts";

/** The call as a command for a POSIX shell; the token is a variable for the reader to set. */
export function curlOf(url: string, call: BuiltCall): string {
  const headers = Object.entries(call.headers).filter(([name]) => name !== "accept").map(([name, value]) => `  -H ${quote(`${name}: ${value}`)}`);
  return [
    `curl -sS${call.method === "GET" ? "" : ` -X ${call.method}`} ${quote(url)}`,
    `  -H "Authorization: Bearer $TESSERA_TOKEN"`,
    ...headers,
    ...(call.body === undefined ? [] : [`  --data-raw ${quote(call.body)}`]),
  ].join(" \\\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
