import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type SampleNode, bind, query, sampleInit, text } from "./sample.ts";
import { useSite } from "./use-site.ts";

const stage = useSite({ viewport: { width: 1000, height: 700 } });

/** A page whose code catches the port when it stands in for what the frame uses, and then runs `attack` with `send`; the shell must hold even then. */
const captor = (attack: string): Record<string, SampleNode> => ({
  evil: { type: "label", rect: { x: 0, y: 0, w: 24, h: 4 }, props: { text: bind(`{{ (() => {
    if (globalThis.done) return 'ran';
    globalThis.done = true;
    const original = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (...args) { if (args[0]?.type) globalThis.port = this; return original.apply(this, args); };
    const attack = setInterval(() => {
      if (!globalThis.port) return;
      clearInterval(attack);
      const send = (message, transfer = []) => original.call(port, message, transfer);
      ${attack}
    }, 10);
    return 'ran';
  })() }}`) } },
});
const attackWith = (attack: string): Promise<Frame> => stage.open(sampleInit(captor(attack), { queries: { known: query("known", { trigger: "manual" }) } }));
const problems = async (): Promise<unknown[]> => (await stage.events("problem")).map((problem) => problem.code);
const awaitProblem = (code: string): Promise<unknown> => stage.page().waitForFunction((wanted) => window.harness.events.some((event) => event.code === wanted), code);
const awaitHealth = (health: string): Promise<unknown> => stage.page().waitForFunction((wanted) => window.harness.events.some((event) => event.type === "health" && event.value === wanted), health, { timeout: 25_000 });

describe("messages of a page", () => {
  it("get no answer for a query that its app does not have, and floods and false ones are dropped", async () => {
    await attackWith(`
      send({ type: 'runQuery', callId: 900, query: 'secret', inputs: {} });
      send({ type: 'runQuery', callId: 901, query: '__proto__', inputs: {} });
      send({ type: 'navigate', page: 'elsewhere', params: {} });
      send({ type: 'navigate', page: 'constructor', params: {} });
      send({ type: 'navigate', page: 'other', params: { a: 'x'.repeat(5_000) } });
      send({ type: 'ready', bridgeVersion: 1 });
      send({ type: 'layoutChanged', breakpoint: 'huge', rects: {} });
      send({ type: 'selected', nodes: ['__proto__ x'], additive: 1 });
      send('text'); send(null); send({ type: 'constructor' });
      for (let i = 0; i < 2000; i += 1) send({ type: 'notify', level: 'info', message: 'n' + i });
    `);
    await stage.awaitEvent("notify");
    await awaitProblem("player.flood");
    expect((await problems()).filter((code) => code === "player.query-unknown")).toHaveLength(2);
    expect((await problems()).filter((code) => code === "player.page-unknown")).toHaveLength(2);
    expect((await problems()).filter((code) => code === "player.bad-message").length).toBeGreaterThanOrEqual(6);
    expect((await stage.events("notify")).length).toBeLessThanOrEqual(40);
    expect(await stage.page().evaluate(() => window.harness.calls)).toEqual([]);
    expect(await stage.events("navigate")).toEqual([]);
    expect(await stage.events("rendered")).toHaveLength(1);
  });

  it("are refused in the language of the person", async () => {
    await stage.open(sampleInit(captor("send({ type: 'runQuery', callId: 900, query: 'secret', inputs: {} }); send({ type: 'layoutChanged', breakpoint: 'huge', rects: {} });"), { locale: "zh-CN" }));
    await awaitProblem("player.bad-message");
    expect((await stage.events("problem")).map(({ message }) => message)).toEqual([
      "页面请求了数据源 `secret`，但应用中没有它。",
      "页面发送的 `layoutChanged` 消息无效：`breakpoint` 须为以下之一：desktop、tablet、mobile。",
    ]);
  });

  it("reach no prototype of the shell, and bring it no further ports", async () => {
    await attackWith(`
      const evil = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
      send({ type: 'runQuery', callId: 900, query: 'known', inputs: evil });
      send({ type: 'notify', level: 'info', message: 'x', ...evil });
      send({ type: 'navigate', page: 'other', params: JSON.parse('{"__proto__": "polluted"}') });
      send({ type: '__proto__' }); send({ type: { toString() {} } }.type); send(Object.assign(Object.create(null), { type: ['notify'] }));
      const stray = new MessageChannel();
      stray.port1.onmessage = () => (globalThis.heard = true);
      send({ type: 'ready', bridgeVersion: 1 }, [stray.port2]);
    `);
    await stage.awaitEvent("navigate");
    expect(await stage.page().evaluate(() => ({}) as { polluted?: number }).then((empty) => empty.polluted)).toBeUndefined();
    expect(await stage.page().evaluate(() => [window.harness.calls.length, Object.getPrototypeOf(window.harness.calls[0]?.inputs) === Object.prototype])).toEqual([1, true]);
    expect(await stage.frame().evaluate(() => "heard" in globalThis)).toBe(false);
  });

  it("of 50 MB are refused, and the shell goes on", async () => {
    await attackWith("for (let i = 0; i < 3; i += 1) send({ type: 'notify', level: 'info', message: 'x'.repeat(5e7) }); send({ type: 'notify', level: 'info', message: 'after' });");
    expect(await stage.awaitEvent("notify")).toMatchObject({ message: "after" });
    expect((await problems()).filter((code) => code === "player.bad-message")).toHaveLength(3);
  });

  it("open nothing but the web and mail, and that only while somebody has just pressed something", async () => {
    // What the driver itself runs in the page counts as a press, for five seconds.
    await attackWith("setInterval(() => send({ type: 'openUrl', url: 'https://example.com/' }), 500); send({ type: 'openUrl', url: 'javascript:alert(1)' }); send({ type: 'openUrl', url: 'file:///etc/passwd' });");
    await stage.page().waitForFunction(() => window.harness.events.some((event) => String(event.message).includes("nobody pressed anything")), undefined, { timeout: 20_000 });
    expect((await problems()).filter((code) => code === "player.url-refused").length).toBeGreaterThanOrEqual(3);
    expect(new Set((await stage.events("openUrl")).map((event) => event.value))).toEqual(new Set(["https://example.com/"]));
  });

  it("are not listened to when they come for another window", async () => {
    const frame = await attackWith("parent.postMessage({ type: 'notify', level: 'info', message: 'x' }, '*');");
    await frame.getByText("ran").waitFor();
    expect(await stage.events("notify")).toEqual([]);
    const second = await frame.evaluate(() => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve("took a second port");
      window.postMessage({ type: "tessera-player", bridgeVersion: 1 }, "*", [port2]);
      setTimeout(() => resolve("ignored"), 200);
    }));
    expect(second).toBe("ignored");
  });
});

describe("a page that does nothing but send", () => {
  it.each([
    ["over its port", "setInterval(() => { for (let i = 0; i < 2000; i += 1) send({ type: 'notify', level: 'info', message: 'x' }); }, 0);"],
    ["to the shell's window", "setInterval(() => { for (let i = 0; i < 2000; i += 1) top.postMessage('x'.repeat(100), '*'); }, 0);"],
  ])("%s is stopped, and can be loaded again", async (_name, attack) => {
    await attackWith(attack);
    await awaitHealth("stopped");
    expect(await problems()).toContain("player.flood");
    await expect.poll(() => stage.page().frames().filter((frame) => frame.url().includes("frame.html")).length, { timeout: 30_000 }).toBe(0);
    await stage.page().evaluate(() => {
      window.harness.events.length = 0;
      window.harness.host?.restart();
    });
    await stage.awaitEvent("rendered");
  });
});

describe("a page that never comes back", () => {
  const spin = { again: { type: "button", rect: { x: 0, y: 0, w: 8, h: 4 }, props: { label: text("spin") }, events: { click: [{ kind: "setState" as const, name: "x", value: bind("{{ (() => { for (;;); })() }}") }] } } };
  const hang = async (): Promise<void> => {
    // The press is never answered, so the driver must not wait for it.
    const box = await stage.frame().getByRole("button", { name: "spin" }).boundingBox();
    if (!box) throw new Error("The button is not drawn.");
    await stage.page().mouse.move(box.x + 5, box.y + 5);
    await stage.page().mouse.down();
    void stage.page().mouse.up().catch((error: unknown) => expect(String(error)).toMatch(/closed|detached|Target/i));
  };

  it("is noticed while the shell stays responsive, and ends with a restart", async () => {
    await stage.open(sampleInit(spin));
    await hang();
    await awaitHealth("hanging");
    expect(await stage.page().evaluate(() => document.title)).toBe("Host under test");
    await stage.page().evaluate(() => {
      window.harness.events.length = 0;
      window.harness.host?.restart();
    });
    await stage.awaitEvent("rendered");
    await awaitHealth("running");
  });

  it("and does after all is left to go on: the notice goes by itself", async () => {
    await stage.open(sampleInit({ slow: { ...spin.again, events: { click: [{ kind: "setState" as const, name: "x", value: bind("{{ (() => { for (const end = Date.now() + 13_000; Date.now() < end;); return 'done'; })() }}") }] } }, said: { type: "label", rect: { x: 0, y: 4, w: 8, h: 4 }, props: { text: bind("{{ state.x }}") } } }));
    await hang();
    await awaitHealth("hanging");
    await stage.page().evaluate(() => (window.harness.events.length = 0));
    await awaitHealth("running");
    await stage.frame().getByText("done").waitFor();
    expect(await stage.events("health")).toMatchObject([{ value: "running" }]);
  });

  it("is offered to be stopped and loaded again", async () => {
    await stage.page().goto(stage.site().origin);
    const init = sampleInit(spin);
    await stage.page().evaluate((json) => window.harness.render(JSON.parse(json) as Parameters<typeof window.harness.render>[0]), JSON.stringify({ ...init, src: "/player/frame.html" }));
    await stage.awaitEvent("rendered");
    await hang();
    await stage.page().getByText("This page does not answer.").waitFor({ timeout: 25_000 });
    await stage.page().getByRole("button", { name: "Stop the page" }).click();
    await stage.page().getByText("This page was stopped.").waitFor();
    await stage.page().evaluate(() => (window.harness.events.length = 0));
    await stage.page().getByRole("button", { name: "Load again" }).click();
    await stage.awaitEvent("rendered");
    await stage.page().getByText("This page was stopped.").waitFor({ state: "detached" });
  });
});
