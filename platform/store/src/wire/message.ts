import { documentSize, readCommand, readDocument } from "../bson/reader.ts";
import { RawDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { writeDocumentBehind } from "../bson/writer.ts";
import { ERROR_CODES, StoreError } from "../errors.ts";
import { HEADER_BYTES, MAX_MESSAGE_BYTES, writeHeader } from "./frame.ts";
import type { Frame } from "./frame.ts";

/** Operation codes of the MongoDB wire protocol that this store knows. */
export const OP_CODE = { reply: 1, query: 2004, compressed: 2012, message: 2013 } as const;

const FLAG = { checksumPresent: 1, moreToCome: 2 } as const;
const REQUIRED_FLAGS = 0xffff;
const RAW_ARRAYS: ReadonlySet<string> = new Set(["documents"]);

const LEGACY_COMMANDS: ReadonlySet<string> = new Set(["hello", "isMaster", "ismaster"]);

/** A command as a client sent it. */
export interface Request {
  readonly body: Document;
  /** False for unacknowledged writes: the client does not read an answer. */
  readonly wantsReply: boolean;
  /** Sent as legacy OP_QUERY, so the answer is an OP_REPLY. */
  readonly isLegacy: boolean;
}

/** False for a message whose sender reads no answer, not even that it is broken. */
export function expectsReply({ opCode, bytes }: Frame): boolean {
  return opCode !== OP_CODE.message || bytes.length < 20 || (bytes.readUInt32LE(16) & FLAG.moreToCome) === 0;
}

/** Reads the command of a message; arrays of documents to insert stay BSON. */
export function parseRequest(frame: Frame): Request {
  if (frame.opCode === OP_CODE.message) return parseMessage(frame.bytes);
  if (frame.opCode === OP_CODE.query) return parseQuery(frame.bytes);
  if (frame.opCode === OP_CODE.compressed) throw new StoreError("ProtocolError", "compressed messages are not offered: connect without the compressors option");
  throw new StoreError("ProtocolError", `the message has the operation code ${frame.opCode}, which is not OP_MSG (2013)`);
}

function parseMessage(bytes: Buffer): Request {
  if (bytes.length < 21) throw new StoreError("ProtocolError", "an OP_MSG is shorter than its smallest content");
  const flags = bytes.readUInt32LE(16);
  if (flags & FLAG.checksumPresent) throw new StoreError("ProtocolError", "messages with a checksum are not supported: clear the checksumPresent flag");
  if (flags & REQUIRED_FLAGS & ~FLAG.moreToCome) throw new StoreError("ProtocolError", `the message sets unknown required flags (${flags})`);
  const sections = readSections(bytes);
  if (sections.body === undefined) throw new StoreError("ProtocolError", "an OP_MSG has no body section");
  for (const [name, documents] of sections.sequences) {
    if (Object.hasOwn(sections.body, name)) throw new StoreError("ProtocolError", `the field '${name}' is both in the body and in a document sequence`);
    sections.body[name] = RAW_ARRAYS.has(name) ? documents : documents.map((document) => readDocument(document.bytes));
  }
  return { body: sections.body, wantsReply: (flags & FLAG.moreToCome) === 0, isLegacy: false };
}

interface Sections {
  readonly body: Document | undefined;
  readonly sequences: ReadonlyMap<string, readonly RawDocument[]>;
}

function readSections(bytes: Buffer): Sections {
  let body: Document | undefined;
  const sequences = new Map<string, readonly RawDocument[]>();
  let at = 20;
  while (at < bytes.length) {
    const kind = bytes[at++];
    if (kind === 0) {
      if (body !== undefined) throw new StoreError("ProtocolError", "an OP_MSG has two body sections");
      body = readCommand(bytes, at, RAW_ARRAYS);
      at += documentSize(bytes, at);
    } else if (kind === 1) {
      const sequence = readSequence(bytes, at);
      if (sequences.has(sequence.name)) throw new StoreError("ProtocolError", `the document sequence '${sequence.name}' comes twice`);
      sequences.set(sequence.name, sequence.documents);
      at = sequence.end;
    } else throw new StoreError("ProtocolError", `an OP_MSG has a section of the unknown kind ${kind}`);
  }
  return { body, sequences };
}

function readSequence(bytes: Buffer, start: number): { name: string; documents: RawDocument[]; end: number } {
  if (start + 5 > bytes.length) throw new StoreError("ProtocolError", "a document sequence is cut off");
  const size = bytes.readInt32LE(start);
  const end = start + size;
  const nameEnd = bytes.indexOf(0, start + 4);
  if (size < 5 || end > bytes.length || nameEnd < 0 || nameEnd >= end) throw new StoreError("ProtocolError", `a document sequence declares ${size} bytes, which is outside of its message`);
  const documents: RawDocument[] = [];
  let at = nameEnd + 1;
  while (at < end) {
    const length = documentSize(bytes, at);
    if (at + length > end) throw new StoreError("ProtocolError", "a document is longer than its sequence");
    documents.push(new RawDocument(bytes.subarray(at, at + length)));
    at += length;
  }
  return { name: bytes.toString("utf8", start + 4, nameEnd), documents, end };
}

function parseQuery(bytes: Buffer): Request {
  const nameEnd = bytes.indexOf(0, 20);
  if (nameEnd < 0 || nameEnd + 9 > bytes.length) throw new StoreError("ProtocolError", "an OP_QUERY is cut off");
  const namespace = bytes.toString("utf8", 20, nameEnd);
  if (!namespace.endsWith(".$cmd")) throw new StoreError("ProtocolError", "OP_QUERY is only answered for the hello command");
  const body = readDocument(bytes, nameEnd + 9);
  const name = Object.keys(body)[0] ?? "";
  if (!LEGACY_COMMANDS.has(name)) throw new StoreError("ProtocolError", `the command '${name}' came as OP_QUERY, which is only answered for hello: use OP_MSG`);
  return { body: { ...body, $db: namespace.slice(0, -5) }, wantsReply: true, isLegacy: true };
}

/** Encodes the answer to a request. */
export function encodeReply(requestId: number, responseTo: number, reply: Document, isLegacy: boolean): Buffer {
  const headBytes = isLegacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5;
  const encoded = writeDocumentBehind(headBytes, reply);
  const isTooLarge = encoded.length > MAX_MESSAGE_BYTES - 64;
  const message = isTooLarge ? writeDocumentBehind(headBytes, { ok: 0, code: ERROR_CODES.BSONObjectTooLarge, codeName: "BSONObjectTooLarge", errmsg: `the reply has ${encoded.length} bytes, more than a message can hold` }) : encoded;
  message.fill(0, HEADER_BYTES, headBytes);
  writeHeader(message, requestId, responseTo, isLegacy ? OP_CODE.reply : OP_CODE.message);
  if (!isLegacy) return message;
  message.writeInt32LE(8, HEADER_BYTES);
  message.writeInt32LE(1, HEADER_BYTES + 16);
  return message;
}
