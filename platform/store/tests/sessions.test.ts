import { Binary, Long } from "bson";
import type { Document } from "mongodb";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreProcess, sendRaw } from "./store-process.ts";

let store: StoreProcess;

beforeAll(async () => {
  store = await StoreProcess.start();
  await sendRaw(store.socketPath, { create: "c", $db: "app" });
});

afterAll(() => store.dispose());

/** Sends commands of one session as a driver would, so that single ones can be sent again or left out. */
function sessionOf(): { lsid: Document; send(command: Document, txnNumber: number, extra?: Document): Promise<Document> } {
  const lsid = { id: new Binary(randomBytes(16), 4) };
  const send = (command: Document, txnNumber: number, extra: Document = {}): Promise<Document> =>
    sendRaw(store.socketPath, { ...command, lsid, txnNumber: Long.fromNumber(txnNumber), autocommit: false, ...extra, $db: "commitTransaction" in command ? "admin" : "app" });
  return { lsid, send };
}

describe("numbers of transactions", () => {
  it("are used once, also when the session was ended or the store killed in between", async () => {
    const { lsid, send } = sessionOf();
    expect(await send({ insert: "c", documents: [{ _id: 1 }] }, 5, { startTransaction: true })).toMatchObject({ ok: 1, n: 1 });
    expect(await send({ commitTransaction: 1 }, 5)).toMatchObject({ ok: 1 });
    await sendRaw(store.socketPath, { endSessions: [lsid], $db: "admin" });
    expect(await send({ insert: "c", documents: [{ _id: 2 }] }, 5, { startTransaction: true })).toMatchObject({ ok: 0, code: 256 });
    await store.end("SIGKILL");
    await store.start();
    expect(await send({ commitTransaction: 1 }, 5)).toMatchObject({ ok: 1 });
    expect(await send({ insert: "c", documents: [{ _id: 2 }] }, 5, { startTransaction: true })).toMatchObject({ ok: 0, code: 256 });
    expect(await send({ insert: "c", documents: [{ _id: 2 }] }, 4, { startTransaction: true })).toMatchObject({ ok: 0, code: 225 });
    expect(await sendRaw(store.socketPath, { count: "c", $db: "app" })).toMatchObject({ ok: 1, n: 1 });
  });

  it("commit again without harm when the transaction only read", async () => {
    const { send } = sessionOf();
    expect(await send({ find: "c" }, 1, { startTransaction: true })).toMatchObject({ ok: 1 });
    expect(await send({ commitTransaction: 1 }, 1)).toMatchObject({ ok: 1 });
    expect(await send({ commitTransaction: 1 }, 1)).toMatchObject({ ok: 1 });
  });
});

it("more transactions than the store may hold are refused, and others go on", async () => {
  const sessions = Array.from({ length: 501 }, sessionOf);
  const answers = await Promise.all(sessions.map(({ send }) => send({ find: "c" }, 1, { startTransaction: true })));
  expect(answers.filter(({ ok }) => ok === 0).map(({ code }) => code as number)).toEqual([261]);
  expect(await sendRaw(store.socketPath, { count: "c", $db: "app" })).toMatchObject({ ok: 1 });
  await sendRaw(store.socketPath, { endSessions: sessions.map(({ lsid }) => lsid), $db: "admin" });
  expect(await sessionOf().send({ find: "c" }, 1, { startTransaction: true })).toMatchObject({ ok: 1 });
});
