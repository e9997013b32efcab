import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { createHostServer } from "./server.ts";

const usage = "Usage: tessera-host [--port 3081]   (token: environment TESSERA_HOST_TOKEN)\n";

function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: "string", default: "3081" } } });
    const port = Number(values.port);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
    process.stderr.write(`--port must be a number from 0 to 65535, e.g. --port 3081\n${usage}`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}`);
  }
  process.exit(2);
}

const port = readPort();
const token = process.env.TESSERA_HOST_TOKEN;
const server = createHostServer(token ? { token } : {});
server.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => {
  process.stdout.write(`tessera-host ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
