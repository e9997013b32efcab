import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RequestHandler } from "express";
import { z } from "zod";

/** Stands for the server's own origin in the frame's policy: `'self'` of an opaque origin matches nothing. */
const originPlaceholder = "{origin}";
const headersSchema = z.record(z.string(), z.string());

/** What the frame gets when the player is not built: nothing may run. */
const closed = { "Content-Security-Policy": "sandbox; default-src 'none'" };

/** Sends the headers that the player's build states in `headers.json`, with this server's origin filled in. */
export async function playerHeaders(folder: string): Promise<RequestHandler> {
  const headers = await readHeaders(join(folder, "headers.json"));
  return (request, response, next) => {
    const host = /^[\w.:[\]-]+$/.test(request.get("host") ?? "") ? request.get("host") : "127.0.0.1";
    const origin = `${request.protocol}://${host ?? ""}`;
    response.removeHeader("X-Frame-Options");
    response.removeHeader("Cross-Origin-Opener-Policy");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Access-Control-Allow-Origin", "*");
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value.replaceAll(originPlaceholder, origin));
    next();
  };
}

async function readHeaders(file: string): Promise<Record<string, string>> {
  try {
    return headersSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return closed;
    throw error;
  }
}
