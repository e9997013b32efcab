import { existsSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import type { RequestHandler } from "express";

const encodings = [["br", ".br"], ["gzip", ".gz"]] as const;

/** Answers with the `.br` or `.gz` file beside the asked one where the build left one and the browser takes it. */
export function precompressed(folder: string): RequestHandler {
  const known = new Map<string, boolean>();
  const exists = (path: string): boolean => {
    let found = known.get(path);
    if (found === undefined) known.set(path, (found = existsSync(path)));
    return found;
  };
  return (request, response, next) => {
    const path = request.path;
    if ((request.method !== "GET" && request.method !== "HEAD") || !/^\/[\w./-]+\.(js|css|svg|json|wasm)$/.test(path) || normalize(path) !== path || path.includes("..") || known.size > 10_000) return next();
    const chosen = encodings.find(([name, suffix]) => request.acceptsEncodings(name) === name && exists(join(folder, path + suffix)));
    if (chosen === undefined) return next();
    response.setHeader("Content-Encoding", chosen[0]);
    response.vary("Accept-Encoding");
    response.type(extname(path));
    request.url = request.url.replace(path, path + chosen[1]);
    next();
  };
}
