import { afterEach, expect, it } from "vitest";
import { KillLoad } from "./kill-load.ts";
import { StoreProcess } from "./store-process.ts";

/** `npm run fault` kills 300 times; the every-day run keeps it short. */
const KILLS = process.env["FAULT"] === "long" ? 300 : 15;

let store: StoreProcess | undefined;

afterEach(() => store?.dispose());

it(`loses, halves and repeats nothing through ${KILLS} kills under 16 writers`, { timeout: KILLS * 10_000 }, async () => {
  store = await StoreProcess.start();
  const load = new KillLoad();
  await load.prepare(store);
  for (let kill = 1; kill <= KILLS; kill++) {
    await load.runUntilKilled(store, 5 + Math.floor(Math.random() * 400));
    await store.start();
    if (kill % 10 === 0 || kill === KILLS) await load.verify(store);
  }
  expect(load.acknowledged).toBeGreaterThan(KILLS * 5);
});
