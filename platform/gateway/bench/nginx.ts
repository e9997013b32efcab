import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const binary = "/usr/sbin/nginx";
export const hasNginx = existsSync(binary);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** Runs nginx with one worker: `answer` is what its only location does, `upstream` a host:port behind it. */
export async function startNginx(folder: string, name: string, answer: string, upstream?: string): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const home = join(folder, name);
  await mkdir(home, { recursive: true });
  const file = join(home, "nginx.conf");
  await writeFile(
    file,
    `daemon off; worker_processes 1; pid ${home}/pid; error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 100000000;
  client_body_temp_path ${home}/b; proxy_temp_path ${home}/p; fastcgi_temp_path ${home}/f; uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
  ${upstream === undefined ? "" : `upstream backend { server ${upstream}; keepalive 256; keepalive_requests 100000000; }`}
  server { listen 127.0.0.1:${port}; location / { ${answer} } }
}
`,
  );
  const child = spawn(binary, ["-p", home, "-c", file], { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(url).then(() => true, (error: unknown) => (tries > 100 ? Promise.reject(error) : false));
    if (ready) return { url, stop: () => void child.kill("SIGTERM") };
    await wait(20);
  }
}
