import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A gzipped tar file (ustar) that holds a `package.json`. */
function tarball(content: object): Buffer {
  const text = JSON.stringify(content);
  const header = Buffer.alloc(512);
  const fields: [at: number, text: string][] = [[0, "package/package.json"], [100, "0000644\0"], [108, "0000000\0"], [116, "0000000\0"], [124, `${text.length.toString(8).padStart(11, "0")}\0`], [136, "00000000000\0"], [148, " ".repeat(8)], [156, "0"], [257, "ustar\0"], [263, "00"]];
  for (const [at, field] of fields) header.write(field, at);
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(text.length / 512) * 512 + 1024);
  body.write(text);
  return gzipSync(Buffer.concat([header, body]));
}

/** What `npm publish` sends: the document of one version under a tag, with its tarball. */
export function publishing(name: string, version: string, tag: string): object {
  const file = `${name.split("/").at(-1)}-${version}.tgz`;
  const data = tarball({ name, version });
  const dist = { shasum: createHash("sha1").update(data).digest("hex"), integrity: `sha512-${createHash("sha512").update(data).digest("base64")}`, tarball: `http://npm.example.com/${name}/-/${file}` };
  return {
    _id: name, name, description: "Tiles of the shop", readme: "", "dist-tags": { [tag]: version },
    versions: { [version]: { name, version, description: "Tiles of the shop", dist } },
    _attachments: { [file]: { content_type: "application/octet-stream", data: data.toString("base64"), length: data.length } },
  };
}
