import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import type { LookupAddress } from "node:dns";
import { createServer as createTcpServer } from "node:net";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { request as undiciRequest } from "undici";
import { createEgress, egressErrors } from "../src/index.ts";
import type { Egress, EgressOptions, Resolver } from "../src/index.ts";

const cleanups: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function listen<T extends Server | TcpServer>(server: T, host = "127.0.0.1"): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  cleanups.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener, host?: string) => listen(createServer(listener), host);

function client(options: Partial<EgressOptions> = {}): Egress {
  const egress = createEgress({ allow: [], ...options });
  cleanups.push(() => egress.close());
  return egress;
}

const local: Partial<EgressOptions> = { allow: ["127.0.0.0/8"] };
const at = (address: string, family = 4): LookupAddress => ({ address, family });

describe("hostile addresses", () => {
  it.each([
    "http://127.0.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://0x7f.1:PORT/",
    "http://127.1:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://127。0。0。1:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[64:ff9b::7f00:1]:PORT/",
    "http://0.0.0.0:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST.:PORT/",
    "http://ⓛocalhost:PORT/",
  ])("%s does not reach a service of this machine", async (template) => {
    let reached = false;
    const port = await serve((_request, response) => {
      reached = true;
      response.end();
    });
    for (const purpose of ["backend", "user-url"] as const) {
      await expect(client().request(template.replace("PORT", String(port)), { purpose })).rejects.toMatchObject({ code: expect.stringMatching(/^egress\.(address-refused|dns)$/) });
    }
    expect(reached).toBe(false);
  });

  it.each(["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://[fe80::1]/", "http://224.0.0.1/"])("%s is refused at once", async (url) => {
    await expect(client().request(url, { purpose: "backend" })).rejects.toMatchObject({ code: egressErrors.addressRefused, message: expect.stringContaining("TESSERA_EGRESS_ALLOW") });
  });

  it.each(["http://user:pass@example.com/", "http://user@example.com/", "file:///etc/passwd", "ftp://example.com/", "gopher://example.com/", "http://[fe80::1%25eth0]/", "http://exa mple.com/", "//example.com", "", `http://example.com/${"a".repeat(9000)}`])("%s is no address to call", async (url) => {
    await expect(client(local).request(url, { purpose: "user-url" })).rejects.toMatchObject({ code: egressErrors.url });
  });

  it("does not show the password of a refused address", async () => {
    const error = await client().request("http://admin:hunter2@example.com/", { purpose: "import" }).then(() => undefined, (cause: unknown) => cause);
    expect(String(error)).not.toContain("hunter2");
  });
});

describe("names", () => {
  it("are refused when any of their addresses is", async () => {
    const resolver: Resolver = async () => [at("93.184.215.14"), at("169.254.169.254")];
    await expect(client({ resolver }).request("http://api.example.com/", { purpose: "backend" })).rejects.toMatchObject({ code: egressErrors.addressRefused, message: expect.stringContaining('"api.example.com" leads to 169.254.169.254') });
  });

  it("are resolved once per connection, and the checked address is the one that is called", async () => {
    let rebound = false;
    const port = await serve((_request, response) => response.end("checked"));
    const answers = [[at("127.0.0.1")], [at("169.254.169.254")]];
    let asked = 0;
    const resolver: Resolver = async () => {
      asked += 1;
      if (asked > 1) rebound = true;
      return answers[asked - 1] ?? [];
    };
    const egress = client({ ...local, resolver });
    const answer = await egress.fetchText(`http://rebind.example.com:${port}/`, { purpose: "user-url", headers: { connection: "close" } });
    expect(answer.text).toBe("checked");
    expect(rebound).toBe(false);
    await expect(egress.request(`http://rebind.example.com:${port}/`, { purpose: "user-url" })).rejects.toMatchObject({ code: egressErrors.addressRefused });
  });

  it("try their further addresses when the first is down", async () => {
    const port = await serve((_request, response) => response.end("second"));
    const egress = client({ ...local, resolver: async () => [at("127.0.0.9"), at("127.0.0.1")] });
    expect((await egress.fetchText(`http://two.example.com:${port}/`, { purpose: "backend" })).text).toBe("second");
  });

  it("that do not resolve are told from hosts that are down", async () => {
    const failing: Resolver = async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    };
    await expect(client({ resolver: failing }).request("http://nowhere.example.com/", { purpose: "backend" })).rejects.toMatchObject({ code: egressErrors.dns, message: expect.stringContaining("nowhere.example.com") });
    await expect(client({ resolver: async () => [] }).request("http://empty.example.com/", { purpose: "backend" })).rejects.toMatchObject({ code: egressErrors.dns });
  });
});

describe("own services", () => {
  it("are reached as backends by exact host and port only", async () => {
    const port = await serve((_request, response) => response.end("own"));
    const other = await serve((_request, response) => response.end("other"));
    const egress = client({ ownServices: [`127.0.0.1:${port}`] });
    expect((await egress.fetchText(`http://127.0.0.1:${port}/`, { purpose: "backend" })).text).toBe("own");
    await expect(egress.request(`http://127.0.0.1:${other}/`, { purpose: "backend" })).rejects.toMatchObject({ code: egressErrors.addressRefused });
    await expect(egress.request(`http://127.0.0.1:${port}/`, { purpose: "import" })).rejects.toMatchObject({ code: egressErrors.addressRefused });
  });
});

describe("redirects", () => {
  it("to a refused address are not followed", async () => {
    let reached = false;
    const inner = await serve((_request, response) => {
      reached = true;
      response.end();
    }, "127.0.0.2");
    const port = await serve((_request, response) => response.writeHead(302, { location: `http://127.0.0.2:${inner}/` }).end());
    await expect(client({ allow: ["127.0.0.1/32"] }).request(`http://127.0.0.1:${port}/`, { purpose: "user-url" })).rejects.toMatchObject({ code: egressErrors.addressRefused });
    expect(reached).toBe(false);
  });

  it("are followed three times and not a fourth", async () => {
    const port = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("there");
      else response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    const egress = client(local);
    expect(await egress.fetchText(`http://127.0.0.1:${port}/3`, { purpose: "import" })).toMatchObject({ text: "there", url: `http://127.0.0.1:${port}/0` });
    await expect(egress.request(`http://127.0.0.1:${port}/4`, { purpose: "import" })).rejects.toMatchObject({ code: egressErrors.redirect });
  });

  it.each(["backend", "webhook"] as const)("are handed back for %s", async (purpose) => {
    const port = await serve((_request, response) => response.writeHead(302, { location: "/else" }).end());
    expect((await client(local).request(`http://127.0.0.1:${port}/`, { purpose })).status).toBe(302);
  });

  it("to another origin lose every credential", async () => {
    let seen: IncomingMessage["headers"] = {};
    const other = await serve((request, response) => {
      seen = request.headers;
      response.end("ok");
    });
    const port = await serve((_request, response) => response.writeHead(301, { location: `http://127.0.0.1:${other}/` }).end());
    await client(local).fetchText(`http://127.0.0.1:${port}/`, { purpose: "import", headers: { Authorization: "Bearer x", "PRIVATE-TOKEN": "y", Accept: "application/yaml" } });
    expect(seen).toMatchObject({ accept: "application/yaml" });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(["authorization"]));
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(["private-token"]));
  });

  it.each(["file:///etc/passwd", "http://a:b@127.0.0.1/", "javascript:alert(1)"])("to %s are refused", async (location) => {
    const port = await serve((_request, response) => response.writeHead(302, { location }).end());
    await expect(client(local).request(`http://127.0.0.1:${port}/`, { purpose: "user-url" })).rejects.toMatchObject({ code: egressErrors.url });
  });
});

describe("limits", () => {
  it("cap the size, announced or not", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/announced") response.writeHead(200, { "content-length": 5_000 });
      response.end("x".repeat(5_000));
    });
    for (const path of ["announced", "chunked"]) {
      await expect(client(local).request(`http://127.0.0.1:${port}/${path}`, { purpose: "import", maxBytes: 4_999 })).rejects.toMatchObject({ code: egressErrors.tooLarge });
      expect((await client(local).request(`http://127.0.0.1:${port}/${path}`, { purpose: "import", maxBytes: 5_000 })).body).toHaveLength(5_000);
    }
  });

  it("cap what a small compressed answer expands to", async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const port = await serve((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    await expect(client(local).request(`http://127.0.0.1:${port}/`, { purpose: "import", maxBytes: 1_000_000 })).rejects.toMatchObject({ code: egressErrors.tooLarge });
  });

  it("read compressed answers and refuse encodings nobody asked for", async () => {
    const port = await serve((request, response) => {
      const encoding = request.url?.slice(1) ?? "";
      response.writeHead(200, { "content-encoding": encoding }).end(encoding === "br" ? brotliCompressSync("hello") : gzipSync("hello"));
    });
    const egress = client(local);
    for (const encoding of ["gzip", "br"]) expect((await egress.fetchText(`http://127.0.0.1:${port}/${encoding}`, { purpose: "import" })).text).toBe("hello");
    await expect(egress.fetchText(`http://127.0.0.1:${port}/zstd`, { purpose: "import" })).rejects.toMatchObject({ code: egressErrors.badAnswer });
    await expect(egress.fetchText(`http://127.0.0.1:${port}/deflate`, { purpose: "import" })).rejects.toMatchObject({ code: egressErrors.badAnswer });
  });

  it("cap the time of a host that never answers and of one that never ends", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/drip") response.write("x");
    });
    for (const path of ["silent", "drip"]) {
      await expect(client(local).request(`http://127.0.0.1:${port}/${path}`, { purpose: "import", timeoutMs: 200 })).rejects.toMatchObject({ code: egressErrors.timeout, kind: "timeout" });
    }
  });

  it("leave cancelling to the caller", async () => {
    const controller = new AbortController();
    const port = await serve(() => controller.abort());
    await expect(client(local).request(`http://127.0.0.1:${port}/`, { purpose: "import", signal: controller.signal })).rejects.toMatchObject({ code: egressErrors.aborted });
  });
});

describe("failures", () => {
  it("of the connection are named", async () => {
    const port = await serve(() => undefined);
    await cleanups.splice(0)[0]?.();
    await expect(client(local).request(`http://127.0.0.1:${port}/`, { purpose: "backend" })).rejects.toMatchObject({ code: egressErrors.connect, message: expect.stringContaining("ECONNREFUSED") });
  });

  it("of the answer are named", async () => {
    const port = await listen(createTcpServer((socket) => socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.2\r\n")).on("error", () => socket.destroy())));
    await expect(client(local).request(`http://127.0.0.1:${port}/`, { purpose: "backend" })).rejects.toMatchObject({ code: egressErrors.badAnswer });
    await expect(client(local).request(`https://127.0.0.1:${port}/`, { purpose: "backend" })).rejects.toMatchObject({ code: expect.stringMatching(/^egress\.(tls|connect)$/) });
  });

  it("of the status are named for texts only", async () => {
    const port = await serve((_request, response) => response.writeHead(404, { "content-type": "text/plain" }).end("gone"));
    await expect(client(local).fetchText(`http://127.0.0.1:${port}/`, { purpose: "import" })).rejects.toMatchObject({ code: egressErrors.badStatus, detail: { status: 404 } });
    const answer = await client(local).request(`http://127.0.0.1:${port}/`, { purpose: "import" });
    expect([answer.status, answer.body.toString(), answer.headers["content-type"]]).toEqual([404, "gone", "text/plain"]);
  });

  it("decode other charsets", async () => {
    const port = await serve((_request, response) => response.writeHead(200, { "content-type": "text/plain; charset=gb18030" }).end(Buffer.from([0xb8, 0xe6, 0xbe, 0xaf])));
    expect((await client(local).fetchText(`http://127.0.0.1:${port}/`, { purpose: "import" })).text).toBe("告警");
  });
});

describe("the pooled dispatcher", () => {
  it("keeps connections and sends what it is given", async () => {
    const sockets = new Set<unknown>();
    const bodies: string[] = [];
    const port = await serve((request, response) => {
      sockets.add(request.socket);
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        bodies.push(body);
        response.end();
      });
    });
    const egress = client(local);
    const sent = Array.from({ length: 20 }, (_, index) => `body ${index}`);
    for (const body of sent) await egress.request(`http://127.0.0.1:${port}/`, { purpose: "webhook", method: "POST", body });
    expect(bodies).toEqual(sent);
    expect(sockets.size).toBeLessThan(5);
    expect(egress.dispatcherFor("backend")).toBe(egress.dispatcherFor("backend"));
    expect(egress.dispatcherFor("backend")).not.toBe(egress.dispatcherFor("user-url"));
  });
});

describe("a client certificate", () => {
  it("is shown to servers under the same policy, over connections of its own, which close with the client", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tessera-egress-"));
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=both", "-addext", "subjectAltName=IP:127.0.0.1"], { stdio: "pipe" });
    const own = { certificate: await readFile(certificate, "utf8"), privateKey: await readFile(key, "utf8") };
    const server = createTlsServer({ cert: own.certificate, key: own.privateKey, ca: own.certificate, requestCert: true, rejectUnauthorized: true }, (request, response) => response.end((request.socket as TLSSocket).getPeerCertificate().subject.CN));
    const url = `https://127.0.0.1:${await listen(server)}/`;
    const allowed = client(local);
    const identified = allowed.dispatcherWith("backend", { ...own, ca: own.certificate });
    const answer = await undiciRequest(url, { dispatcher: identified });
    expect(await answer.body.text()).toBe("both");
    await expect(undiciRequest(url, { dispatcher: client().dispatcherWith("backend", { ...own, ca: own.certificate }) })).rejects.toMatchObject({ code: egressErrors.addressRefused });
    await expect(undiciRequest(url, { dispatcher: allowed.dispatcherWith("backend", own) })).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    await allowed.close();
    await expect(undiciRequest(url, { dispatcher: identified })).rejects.toMatchObject({ code: "UND_ERR_DESTROYED" });
  });
});
