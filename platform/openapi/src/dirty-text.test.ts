import { gzipSync } from "node:zlib";
import { UserError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { limits } from "./limits.ts";
import { parseDocument, type ParsedDocument } from "./parse-document.ts";

const yaml = (text: string): ParsedDocument => parseDocument(`openapi: 3.1.0\n${text}`);
const found = ({ problems }: ParsedDocument): string[] => problems.map(({ code, line }) => `${code.replace("openapi.", "")}${line === undefined ? "" : ` ${line}`}`);

function refusal(input: string | Uint8Array): UserError {
  try {
    parseDocument(input);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("the document was read");
}

describe("YAML by the eye, not by the letter", () => {
  it.each<[string, string, unknown, string[]]>([
    ["a colon in a text", "info:\n  title: Note: all: of it\n  version: 1", { title: "Note: all: of it", version: 1 }, ["text-repaired 3", "text-repaired 3"]],
    ["a colon in a text of two lines", "info:\n  title: Note: all\n    of it\n  version: 1", { title: "Note: all of it", version: 1 }, ["text-repaired 3"]],
    ["a colon in the text of an item", "info:\n  - title: Note: all\n    version: 1", [{ title: "Note: all", version: 1 }], ["text-repaired 3"]],
    ["words after a quoted one", "info: 'x' or 'y'", "'x' or 'y'", ["text-repaired 2"]],
    ["a regular expression in double quotes", 'info: "a\\d+\\."', "a\\d+\\.", ["text-repaired 2", "text-repaired 2"]],
    ["a text that starts with @", "info: @all", "@all", ["text-repaired 2"]],
    ["a star", "info: {}\nx-origin: *", {}, ["text-repaired 3"]],
    ["a host with a star", "info: {}\nx-origin: *.example.com", {}, ["text-repaired 3"]],
    ["tabs as indentation", "info:\n\ttitle: T\n\tcontact:\n\t\tname: N", { title: "T", contact: { name: "N" } }, ["text-repaired 3", "text-repaired 4", "text-repaired 5"]],
    ["a quoted text with lines at the margin", 'info:\n  title: "one\ntwo"\n  version: 1', { title: "one two", version: 1 }, ["text-repaired 3", "text-repaired 4"]],
    ["a no-break space as indentation", "info:\n\u00a0\u00a0title: T", { title: "T" }, []],
  ])("%s is read", (_name, text, info, findings) => {
    const document = yaml(text);
    expect(document.root["info"]).toEqual(info);
    expect([...new Set(found(document))]).toEqual([...new Set(findings)]);
    expect(document.problems.every(({ message }) => /YAML/.test(message.en) && /YAML/.test(message["zh-CN"]))).toBe(true);
  });

  it.each(["info:\n  a: 1\n b: 2", "info: [a\nb: 1", "info: *missing", "info:\n  <<: text", "info: {a: b"])("%j has no one meaning and is refused with its place", (text) => {
    expect(refusal(`openapi: 3.1.0\n${text}`)).toMatchObject({ code: "openapi.unreadable", detail: { line: expect.any(Number), column: expect.any(Number) } });
  });

  it("is read with the line ends of any system", () => {
    for (const end of ["\n", "\r\n", "\r"]) expect(parseDocument(["openapi: 3.1.0", "info:", "  title: T", "paths: {}"].join(end)).root["info"]).toEqual({ title: "T" });
  });
});

describe("JSON by the eye", () => {
  const document = parseDocument('{\n  // why\n  "openapi": "3.1.0", # and\n  /* how\n */ "info": {"title": "a\tb // c, ]", "tags": [1, 2, ],},\n}');

  it("is read without comments and spare commas, whatever its size", () => {
    expect(document.root["info"]).toEqual({ title: "a\tb // c, ]", tags: [1, 2] });
    expect(document.syntax).toBe("json");
    expect(found(document)).toEqual(["text-repaired 2"]);
    const large = `{"openapi":"3.1.0","x":[${"1,".repeat(400_000)}]}`;
    expect(parseDocument(large).root["x"]).toHaveLength(400_000);
  });
});

describe("versions", () => {
  it.each<[object, string]>([
    [{ openapi: 3 }, "openapi-3.0"],
    [{ openapi: "v3.1.0" }, "openapi-3.1"],
    [{ swagger: 2 }, "swagger-2.0"],
    [{ swagger: "3.0.1" }, "openapi-3.0"],
    [{ openapi: "2.0" }, "swagger-2.0"],
    [{ paths: {}, definitions: {} }, "swagger-2.0"],
    [{ paths: {}, components: {} }, "openapi-3.0"],
  ])("%j is read as %s", (root, format) => {
    expect(parseDocument(JSON.stringify(root)).format).toBe(format);
  });

  it.each([{ paths: {} }, { swaggerVersion: "1.2", paths: {}, basePath: "/" }, { asyncapi: "3.0.0" }, { openapi: "4.0.0", paths: {}, components: {} }])("%j is refused", (root) => {
    expect(refusal(JSON.stringify(root)).code).toBe("openapi.version");
  });
});

describe("encodings", () => {
  const text = '{"openapi":"3.1.0","info":{"title":"告警中心"}}';
  const swapped = Buffer.from(text, "utf16le").swap16();

  it.each<[string, Uint8Array]>([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16 little-endian with a mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 little-endian", Buffer.from(text, "utf16le")],
    ["UTF-16 big-endian", swapped],
  ])("%s is read", (_name, bytes) => {
    const document = parseDocument(bytes);
    expect(document.root["info"]).toEqual({ title: "告警中心" });
    expect(found(document)).toEqual([]);
  });

  it("GB 18030 is guessed, and said so", () => {
    const document = parseDocument(Buffer.concat([Buffer.from('{"openapi":"3.1.0","info":{"title":"'), Buffer.from([0xb8, 0xe6, 0xbe, 0xaf]), Buffer.from('"}}')]));
    expect(document.root["info"]).toEqual({ title: "告警" });
    expect(found(document)).toEqual(["encoding-guessed"]);
  });
});

describe("a file of the wrong kind", () => {
  const archive = gzipSync(Buffer.alloc(1_000_000));

  it.each<[string, string | Uint8Array, RegExp]>([
    ["empty", "", /holds no object/],
    ["white", " \n\t ", /holds no object/],
    ["a ZIP archive", Buffer.from("PK\u0003\u0004....", "latin1"), /ZIP/],
    ["a ZIP archive read as text", "PK\u0003\u0004\uFFFD", /ZIP/],
    ["gzip", archive, /gzip/],
    ["gzip read as text", archive.toString("utf8"), /gzip/],
    ["a picture", Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), /picture/],
    ["a PDF document", "%PDF-1.7", /PDF/],
    ["a web page", "<!DOCTYPE html><title>Sign in</title>", /web page/],
    ["a WSDL", '<?xml version="1.0"?><definitions/>', /XML/],
    ["a program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), /binary/],
    ["bytes of no encoding", Buffer.from([0x7b, 0xff, 0xff, 0xff, 0x7d]), /UTF-8/],
  ])("(%s) is refused with what it is", (_name, input, reason) => {
    expect(refusal(input)).toMatchObject({ code: "openapi.unreadable", message: expect.stringMatching(reason) });
  });

  it("is refused by its size before it is decoded", () => {
    expect(refusal(new Uint8Array(limits.bytes + 1))).toMatchObject({ code: "openapi.too-large", message: expect.stringContaining(String(limits.bytes)) });
  });
});
