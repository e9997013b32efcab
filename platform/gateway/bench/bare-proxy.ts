/** The least a Node.js proxy can do, as the measure for what the gateway adds. Argument: address of the backend. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent } from "undici";

const origin = process.argv[2] ?? "";
const agent = new Agent({ pipelining: 1, connections: 1024 });

const server = createServer((request, response) => {
  const { host: _host, connection: _connection, ...headers } = request.headers;
  agent.dispatch(
    { origin, path: request.url ?? "/", method: request.method as "GET", headers, body: null },
    {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, status, received) => void response.writeHead(status, received),
      onResponseData: (_controller, chunk) => void response.write(chunk),
      onResponseEnd: () => void response.end(),
      onResponseError: () => void response.destroy(),
    },
  );
});
server.listen(0, "127.0.0.1", () => console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`));
