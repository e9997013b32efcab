import { UserError } from "@tessera/contracts";
import { openapiErrors } from "../errors.ts";
import { type ExampleBody, type ExampleCall, headerOf } from "./call.ts";
import { exampleMessages } from "./messages.ts";
import { commandsOf } from "./shell-words.ts";

/** Longest text that is read, in characters. */
const longest = 2_000_000;
/** Short options of curl that take a value (curl's manual). */
const shortWithValue = new Set("AbcCdDeEFhHKmoPQrtTuUwxXyYz");
/** Long options that take a value and say nothing about the API. */
const ignoredWithValue = new Set(
  ("cacert capath cert cert-type ciphers connect-timeout connect-to cookie-jar create-file-mode dump-header interface keepalive-time key key-type limit-rate local-port max-filesize max-redirs max-time " +
    "netrc-file noproxy output output-dir pass proto proxy proxy-header proxy-user range rate referer resolve retry retry-delay retry-max-time speed-limit speed-time stderr tls-max tls13-ciphers trace trace-ascii unix-socket user-agent write-out config doh-url dns-servers aws-sigv4 oauth2-bearer cookie").split(" "),
);
const longOf: Readonly<Record<string, string>> = { X: "request", H: "header", d: "data", F: "form", u: "user", G: "get", I: "head", T: "upload-file", b: "cookie", A: "user-agent", e: "referer", m: "max-time", o: "output", x: "proxy", w: "write-out", E: "cert" };
const read = new Set(["request", "header", "data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json", "form", "form-string", "user", "upload-file", "url", "url-query"]);

interface Arguments {
  flags: Set<string>;
  values: [option: string, value: string][];
}

/** The calls of pasted cURL commands, quoted for bash or for the Windows prompt. Throws `openapi.example-invalid`. */
export function parseCurl(text: string): ExampleCall[] {
  if (text.length > longest) throw invalid(exampleMessages.tooLong({ limit: longest }));
  const commands = commandsOf(text.trim()).flatMap((words) => {
    const start = words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/i.test(word));
    return start === -1 ? [] : [words.slice(start + 1)];
  });
  if (commands.length === 0) throw invalid(exampleMessages.notCurl());
  return commands.map((words) => callOf(argumentsOf(words)));
}

function argumentsOf(words: readonly string[]): Arguments {
  const found: Arguments = { flags: new Set(), values: [] };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const next = (): string => words[(at += 1)] ?? "";
    if (word.startsWith("--")) {
      const [name = "", ...rest] = word.slice(2).split("=");
      if (rest.length > 0) found.values.push([name, rest.join("=")]);
      else if (read.has(name) || ignoredWithValue.has(name)) found.values.push([name, next()]);
      else found.flags.add(name);
    } else if (/^-[A-Za-z0-9#]/.test(word)) shortOptions(word.slice(1), next, found);
    else found.values.push(["url", word]);
  }
  return found;
}

/** `-sSLX POST`, `-XPOST`, `-H'…'`. */
function shortOptions(letters: string, next: () => string, { flags, values }: Arguments): void {
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters.charAt(at);
    const name = longOf[letter] ?? letter;
    if (shortWithValue.has(letter)) {
      const rest = letters.slice(at + 1);
      values.push([name, rest === "" ? next() : rest]);
      return;
    }
    flags.add(name);
  }
}

function callOf({ flags, values }: Arguments): ExampleCall {
  const all = (...names: string[]): string[] => values.flatMap(([name, value]) => (names.includes(name) ? [value] : []));
  const [stated] = all("url");
  if (stated === undefined || stated === "") throw invalid(exampleMessages.noAddress());
  const url = new URL(addressOf(stated));
  const headers = [...all("header").flatMap(headerIn), ...all("json").slice(0, 1).map((): [string, string] => ["content-type", "application/json"])];
  const data = values.flatMap(([name, value]) => (name === "json" || name.startsWith("data") ? [dataOf(name, value)] : []));
  if (flags.has("get")) for (const part of data) for (const [name, value] of new URLSearchParams(part)) url.searchParams.append(name, value);
  for (const part of all("url-query")) for (const [name, value] of new URLSearchParams(part)) url.searchParams.append(name, value);
  const body = flags.has("get") ? undefined : bodyOf(headers, data, values);
  const uploads = all("upload-file").length > 0;
  const method = all("request").at(-1) ?? (flags.has("head") ? "HEAD" : uploads ? "PUT" : body === undefined ? "GET" : "POST");
  const basic = url.username !== "" || all("user").length > 0;
  if (all("oauth2-bearer").length > 0) headers.push(["authorization", "Bearer"]);
  if (all("cookie").length > 0) headers.push(["cookie", ""]);
  url.username = "";
  url.password = "";
  return { method: method.toUpperCase(), url: url.href, headers, ...(body === undefined && uploads ? { body: { mediaType: headerOf(headers, "content-type") ?? "application/octet-stream", text: "" } } : body === undefined ? {} : { body }), ...(basic ? { basic } : {}) };
}

/** curl takes `host/path` too. */
function addressOf(stated: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(stated) ? stated : `http://${stated}`;
  if (!/^https?:/i.test(address) || !URL.canParse(address)) throw invalid(exampleMessages.address({ address: withoutSecrets(stated).slice(0, 200) }));
  return address;
}

/** An address as it may be shown: without credentials and query. */
function withoutSecrets(address: string): string {
  return address.replace(/^([a-z]+:\/\/)?[^/@]*@/i, "$1").replace(/[?#].*$/s, "");
}

function headerIn(line: string): [string, string][] {
  const at = line.indexOf(":");
  return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
}

/** `@file` names a file of the person's machine, whose content is not known. */
function dataOf(option: string, value: string): string {
  if (option === "data-raw") return value;
  if (option !== "data-urlencode") return value.startsWith("@") ? "" : value;
  const at = value.indexOf("=");
  const name = at === -1 ? "" : value.slice(0, at);
  return name === "" ? encodeURIComponent(value.slice(at + 1)) : `${name}=${encodeURIComponent(value.slice(at + 1))}`;
}

function bodyOf(headers: readonly [string, string][], data: readonly string[], values: Arguments["values"]): ExampleBody | undefined {
  const form = values.filter(([name]) => name === "form" || name === "form-string");
  if (form.length > 0) return { mediaType: "multipart/form-data", fields: form.flatMap(([option, value]) => formField(option, value)) };
  if (data.length === 0) return undefined;
  const json = values.some(([name]) => name === "json");
  return { mediaType: headerOf(headers, "content-type") ?? "application/x-www-form-urlencoded", text: data.join(json ? "" : "&") };
}

/** `photo=@a.png;type=image/png` → an upload named photo. */
function formField(option: string, value: string): { name: string; value: string; file?: boolean }[] {
  const at = value.indexOf("=");
  if (at < 1) return [];
  const name = value.slice(0, at);
  const content = value.slice(at + 1);
  return [option === "form" && /^[@<]/.test(content) ? { name, value: "", file: content.startsWith("@") } : { name, value: content }];
}

function invalid(message: ReturnType<typeof exampleMessages.notCurl>): UserError {
  return new UserError({ code: openapiErrors.exampleInvalid, message });
}
