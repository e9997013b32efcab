import { expect, it } from "vitest";
import { Places } from "./places.ts";

const never = new AbortController().signal;
const gate = () => Promise.withResolvers<string>();

it("lets a space run so many at once; the next starts when one ends, whatever its end", async () => {
  const places = new Places({ perSpace: 1, waitingPerSpace: 5, maxWaitMs: 10_000 });
  const [first, second] = [gate(), gate()];
  const order: string[] = [];
  const running = places.run("ops", never, () => first.promise.finally(() => order.push("first")));
  const waiting = places.run("ops", never, async () => {
    order.push("second");
    return second.promise;
  });
  expect(await places.run("other", never, async () => "at once")).toBe("at once");
  first.reject(new Error("broken"));
  await expect(running).rejects.toThrow("broken");
  second.resolve("done");
  expect(await waiting).toBe("done");
  expect(order).toEqual(["first", "second"]);
});

it("refuses when too many wait, when nobody leaves in time, and forgets those who went away", async () => {
  const places = new Places({ perSpace: 1, waitingPerSpace: 1, maxWaitMs: 5 });
  const first = gate();
  const running = places.run("ops", never, () => first.promise);
  const leaving = new AbortController();
  const gone = places.run("ops", leaving.signal, async () => "never");
  await expect(places.run("ops", never, async () => "never")).rejects.toMatchObject({ code: "query.overloaded", reason: "too-many" });
  leaving.abort();
  await expect(gone).rejects.toMatchObject({ name: "AbortError" });
  await expect(places.run("ops", never, async () => "never")).rejects.toMatchObject({ code: "query.overloaded" });
  first.resolve("done");
  expect(await running).toBe("done");
  expect(await places.run("ops", never, async () => "free again")).toBe("free again");
});
