import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { endWaitsOfClosedSockets } from "./closed-sockets.ts";

it("ends the wait of a writer whose socket was closed under it", async () => {
  endWaitsOfClosedSockets();
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
  expect(socket.write("late")).toBe(false);
  await once(socket, "drain");
  expect(socket.destroyed).toBe(true);
});
