import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { endWaitsOfClosedSockets } from "./closed-sockets.ts";

async function connected(): Promise<Socket> {
  endWaitsOfClosedSockets();
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  await once(socket, "connect");
  return socket;
}

it("ends the wait of a writer whose socket was closed under it", async () => {
  const socket = await connected();
  socket.destroy();
  expect(socket.write("late")).toBe(false);
  await once(socket, "drain");
  expect(socket.destroyed).toBe(true);
});

it("ends the wait of a writer whose socket fails before the writer hears of the failure", async () => {
  const socket = await connected();
  const heard: string[] = [];
  socket.once("drain", () => heard.push("drain"));
  socket.once("error", (error) => heard.push(error.message));
  socket.destroy(new Error("broken pipe"));
  await new Promise((resolve) => socket.once("close", resolve));
  expect(heard).toEqual(["drain", "broken pipe"]);
});

it("leaves it to the owner of a socket to listen for failures", async () => {
  expect((await connected()).listenerCount("error")).toBe(0);
});
