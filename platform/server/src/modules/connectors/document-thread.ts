import { parentPort, workerData } from "node:worker_threads";
import { isTesseraError } from "@tessera/contracts";
import { importDocument, parseDocument } from "@tessera/openapi";
import type { ThreadAnswer, ThreadInput } from "./read-document.ts";

// The body of a thread that reads one document and ends.
const { text, sourceUrl } = workerData as ThreadInput;
parentPort?.postMessage(read());

function read(): ThreadAnswer {
  try {
    return { result: importDocument(parseDocument(text), sourceUrl === undefined ? {} : { sourceUrl }) };
  } catch (error) {
    if (!isTesseraError(error)) throw error;
    const { code, text: message, path, detail } = error;
    return { refusal: { code, message, ...(path === undefined ? {} : { path }), ...(detail === undefined ? {} : { detail }) } };
  }
}
