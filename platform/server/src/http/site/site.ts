import { join } from "node:path";
import { negotiateLocale } from "@tessera/contracts";
import express, { type RequestHandler, type Response, type Router } from "express";
import type { Folders } from "../../platform/folders.ts";
import { requestMessages } from "../http.messages.ts";
import { playerHeaders } from "./player-headers.ts";
import { precompressed } from "./precompressed.ts";

const reserved = /^\/(api|healthz|readyz|metrics|player)(\/|$)/;
const hashed = /[.-][\w-]{8,}\.\w+$/;

/** Serves the built designer at `/` and the player frame at `/player/`. */
export async function siteMiddleware(folders: Folders): Promise<Router> {
  const router = express.Router();
  router.use("/player", await playerHeaders(folders.player), precompressed(folders.player), express.static(folders.player, { setHeaders: cacheHeaders, redirect: false }), missing);
  router.use(designerFiles(folders.designer), singlePage(folders.designer));
  return router;
}

function designerFiles(folder: string): RequestHandler[] {
  return [precompressed(folder), express.static(folder, { index: false, setHeaders: cacheHeaders, redirect: false })].map((serve): RequestHandler => (request, response, next) => {
    if (reserved.test(request.path)) next();
    else serve(request, response, next);
  });
}

/** Every other page address is the designer's own; a missing file with an extension is not. */
function singlePage(folder: string): RequestHandler {
  const index = join(folder, "index.html");
  return (request, response, next) => {
    const isPage = (request.method === "GET" || request.method === "HEAD") && !reserved.test(request.path) && !/\/[^/]*\.\w+$/.test(request.path);
    if (!isPage) return next();
    response.setHeader("Cache-Control", "no-cache");
    response.sendFile(index, { cacheControl: false, dotfiles: "allow" }, (error) => {
      if (!error) return;
      if (response.headersSent) response.destroy();
      else next(isMissing(error) ? undefined : error);
    });
  };
}

function isMissing(error: Error): boolean {
  return "code" in error && error.code === "ENOENT";
}

/** File names with a content hash never change; all others are asked for again. */
function cacheHeaders(response: Response, path: string): void {
  response.setHeader("Cache-Control", hashed.test(path.replace(/\.(br|gz)$/, "")) && !path.endsWith(".html") ? "public, max-age=31536000, immutable" : "no-cache");
}

const missing: RequestHandler = (request, response) => {
  const locale = negotiateLocale(request.headers["accept-language"]);
  response.vary("Accept-Language").status(404).set("Content-Language", locale).type("text/plain").send(requestMessages.noPlayerFile()[locale]);
};
