import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiClient, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCli } from "../systems/cli.ts";
import { type JobSystem, jobsDocument, startJobs } from "../systems/jobs.ts";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { findings, settled } from "./driver/accessibility.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { choose, portal } from "./driver/portal.ts";
import { tessera } from "./driver/tessera.ts";

let platform: Platform;
let jobs: JobSystem;
let call: ApiClient;

beforeAll(async () => {
  [platform, jobs] = await Promise.all([startPlatform(), startJobs()]);
  call = await setUp(platform);
});
afterAll(async () => {
  await platform?.stop();
  await jobs?.stop();
});

describe("work that operations start", () => {
  let owner: Person;

  beforeAll(async () => {
    await call(routes.connectors.import, { body: { name: "jobs", document: { text: jobsDocument(jobs.url) } } });
    owner = await openBrowser(platform.url);
    await tessera(owner.page).logIn("admin", administratorPassword);
  });
  afterAll(() => owner?.close());

  const declaration = () => owner.page.locator('[data-pointer="#async"]');
  const field = (pointer: string) => declaration().locator(`[data-pointer="${pointer}"]`);

  it("is declared in the editor with the keyboard, which says what does not fit as it is typed", async () => {
    const { page } = owner;
    await page.goto("/portal/connectors/jobs/operations/startJob");
    await declaration().getByRole("switch", { name: "The operation only starts work" }).focus();
    await page.keyboard.press("Space");
    await field("/async/id/pointer").getByRole("textbox").fill("/job/id");
    await field("/async/poll/operation").getByText("names the operation", { exact: false }).waitFor();
    await choose(field("/async/poll/operation").getByRole("combobox"), "/jobs/{id}/stop");
    await field("/async/poll/operation").getByText("names the operation", { exact: false }).waitFor({ state: "detached" });
    await choose(field("/async/poll/operation").getByRole("combobox"), /getJob/);
    const parameter = field("/async/poll/parameter").getByRole("combobox");
    await parameter.fill("query.id");
    await field("/async/poll/parameter").getByText("which 'getJob' does not take; it takes path.id", { exact: false }).waitFor();
    await parameter.fill("path.id");
    await field("/async/poll/outcome/state").getByRole("textbox").fill("/job/state");
    await field("/async/poll/outcome/progress").getByRole("textbox").fill("/job/percent");
    for (const [place, state] of [["succeeded", "done"], ["failed", "error"], ["cancelled", "stopped"]] as const) {
      await field(`/async/poll/outcome/${place}`).getByRole("combobox").focus();
      await page.keyboard.press("Backspace");
      await page.keyboard.type(state);
      await page.keyboard.press("Enter");
    }
    await field("/async/result/pointer").getByRole("textbox").fill("/result");
    await declaration().getByRole("switch", { name: "The work can be stopped" }).focus();
    await page.keyboard.press("Space");
    await choose(field("/async/cancel/operation").getByRole("combobox"), /stopJob/);
    await field("/async/intervalMs").or(field("/async/poll/intervalMs")).getByRole("spinbutton").fill("300");
    await page.keyboard.press("ControlOrMeta+s");
    await page.getByText("Saved", { exact: true }).first().waitFor();
    const { operation } = await call(routes.connectors.operation, { params: { connector: "jobs", operation: "startJob" } });
    expect(operation.async).toMatchObject({ id: { pointer: "/job/id" }, poll: { operation: "getJob", parameter: "path.id", intervalMs: 300, outcome: { state: "/job/state", succeeded: ["done"], failed: ["error"], cancelled: ["stopped"] } }, result: { pointer: "/result" }, cancel: { operation: "stopJob" } });
  });

  it("is started and followed by polling to its result in Try", async () => {
    const { page } = owner;
    await portal(page).publish("jobs", "prod");
    await until("the gateway", async () => (await call(routes.connectors.call, { params: { connector: "jobs", operation: "getJob" }, body: { params: { id: "none" } } })).status === 404);
    await page.goto("/portal/connectors/jobs/call/startJob");
    await page.getByRole("button", { name: "Start and follow" }).click();
    await page.getByText("Succeeded").first().waitFor();
    await page.getByText(/started; the backend calls it job-/).waitFor();
    await page.getByRole("link", { name: "Open the run" }).click();
    const drawer = page.getByRole("dialog", { name: /startJob/ });
    await drawer.getByRole("tab", { name: "Result" }).click();
    await drawer.getByText('"hosts"', { exact: false }).waitFor();
  });

  it("is one call on the command line too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tessera-async-"));
    try {
      const cli = createCli(join(folder, "config.json"));
      await cli(["login", "--url", platform.url, "--username", "admin", "--password-stdin"], administratorPassword);
      const done = await cli(["call", "jobs", "startJob", "--body", "-", "--key", "nightly-1", "--wait"], '{"durationMs":500}');
      expect({ code: done.code, result: JSON.parse(done.stdout) as unknown }).toEqual({ code: 0, result: { hosts: 1, job: expect.stringMatching(/^job-\d+$/) as unknown } });
      expect(done.stderr).toMatch(/: succeeded · done · 100 %\n$/);
      const failed = await cli(["call", "jobs", "startJob", "--body", "-", "--wait"], '{"ends":"failed"}');
      expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining("The work failed (error)") as unknown });
      const runs = JSON.parse((await cli(["run", "list", "--connector", "jobs", "--json"])).stdout) as { id: string; idempotencyKey: string }[];
      const shown = await cli(["run", "show", runs.find(({ idempotencyKey }) => idempotencyKey === "nightly-1")?.id ?? ""]);
      expect(shown.stdout).toMatch(/jobs\/startJob \(prod 1\.0\.0\)[\s\S]*start +202[\s\S]*end/);
      expect(await cli(["run", "cancel", runs[0]?.id ?? ""])).toMatchObject({ code: 1, stderr: expect.stringContaining("has ended already") as unknown });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("is listed while it goes on, and stopped by whoever watches it", async () => {
    const { page } = owner;
    const run = await call(routes.runs.start, { params: { connector: "jobs", operation: "startJob" }, body: { body: { ends: "hang", durationMs: 60_000 } } });
    await portal(page).open("jobs", "runs");
    const row = page.getByRole("row").filter({ hasText: run.backendId ?? "" });
    await row.getByText("Running").waitFor();
    await row.getByRole("link").click();
    const drawer = page.getByRole("dialog", { name: /startJob/ });
    await drawer.getByRole("button", { name: "Cancel the work" }).click();
    await page.getByRole("tooltip").getByText("The backend is told to stop it", { exact: false }).waitFor();
    await page.getByRole("tooltip").getByRole("button", { name: "Cancel the work" }).click();
    await drawer.getByText("Cancelled").first().waitFor();
    await drawer.getByText("the backend was told to stop it").waitFor();
    expect(jobs.jobs.get(run.backendId ?? "")?.state).toBe("stopped");
    await page.keyboard.press("Escape");
    await row.getByText("Cancelled").waitFor();
  });

  it("shows its progress on a page, whose one query starts it and gives its result", async () => {
    const { page } = owner;
    await call(routes.apps.create, { body: { name: "deploy", title: { en: "Deploy" } } });
    const { revision, records } = await call(routes.apps.draft, { params: { app: "deploy" } });
    const head = records["app"] ?? {};
    const text = (id: string, template: string, order: string) => ({ id, name: id, type: "markdown", parent: null, slot: "default", order, props: { text: { kind: "binding", template } }, events: {} });
    const added = {
      "query/job": { id: "job", name: "job", kind: "operation", connector: "jobs", operation: "startJob", inputs: { "body.durationMs": { kind: "static", value: 4_000 } }, trigger: "load" },
      "node/home/progress": text("progress", "{{ 'At ' + Math.round(queries.job.progress * 100) + ' of 100' }}", "a"),
      "node/home/result": text("result", "{{ 'Done by ' + queries.job.data.job }}", "b"),
    };
    await call(routes.apps.change, { params: { app: "deploy" }, body: { baseRevision: revision, changeId: crypto.randomUUID(), diff: { updated: { app: [head, { ...head, connectors: { jobs: { connector: "jobs", stage: "prod" } } }] }, added } } });
    await call(routes.apps.publish, { params: { app: "deploy" }, body: {} });
    const before = jobs.jobs.size;
    await page.goto("/apps/default/deploy");
    const app = tessera(page).app();
    await app.getByText(/^At [1-9]\d? of 100$/).waitFor();
    // Opened again while the work goes on: it is joined, not started once more.
    await page.reload();
    await app.getByText(/^Done by job-\d+$/).waitFor();
    expect(jobs.jobs.size - before).toBe(1);
    const { items } = await call(routes.runs.list, { query: { connector: "jobs", caller: "app:default/deploy" } });
    expect(items).toMatchObject([{ state: "succeeded", callerName: "deploy" }]);
  });

  it("leaves no error in the console", () => expect(owner.errors()).toEqual([]));
});

describe("work that reports by callback, in Chinese and the dark", () => {
  let owner: Person;

  beforeAll(async () => {
    await call(routes.connectors.import, { body: { name: "reports", document: { text: jobsDocument(jobs.url) } } });
    owner = await openBrowser(platform.url, { locale: "zh-CN", colorScheme: "dark" });
    const { page } = owner;
    await page.goto("/login");
    await page.getByLabel("用户名").fill("admin");
    await page.getByLabel("密码", { exact: true }).fill(administratorPassword);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
  });
  afterAll(() => owner?.close());

  it("is declared, started, told of by the backend, and a callback is replayed from the log", async () => {
    const { page } = owner;
    await page.goto("/portal/connectors/reports/operations/startJob");
    const declaration = page.locator('[data-pointer="#async"]');
    const field = (pointer: string) => declaration.locator(`[data-pointer="${pointer}"]`);
    await declaration.getByRole("switch", { name: "此接口只启动任务" }).click();
    await field("/async/id/pointer").getByRole("textbox").fill("/job/id");
    await declaration.getByRole("switch", { name: "轮询" }).click();
    await declaration.getByText("轮询与回调至少声明一种").waitFor();
    await declaration.getByRole("switch", { name: "回调" }).click();
    await choose(field("/async/callback/parameter").getByRole("combobox"), "body./callbackUrl");
    await field("/async/callback/outcome/state").getByRole("textbox").fill("/job/state");
    await field("/async/callback/outcome/succeeded").getByRole("combobox").focus();
    await page.keyboard.press("Backspace");
    await page.keyboard.type("done");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+s");
    await page.getByText("已保存", { exact: true }).first().waitFor();
    await call(routes.connectors.publish, { params: { connector: "reports", stage: "prod" }, body: {} });
    await until("the gateway", async () => (await call(routes.connectors.call, { params: { connector: "reports", operation: "getJob" }, body: { params: { id: "none" } } })).status === 404);

    await page.goto("/portal/connectors/reports/call/startJob");
    await page.locator(".monaco-editor").first().click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{"name":"夜间备份","durationMs":1500,"reports":2}');
    // What the editor closed by itself.
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: "启动并跟踪" }).click();
    await page.getByText("成功").first().waitFor();
    await page.getByRole("link", { name: "查看执行记录" }).click();
    const drawer = page.getByRole("dialog", { name: /startJob/ });
    await drawer.getByRole("tab", { name: "回调 (2)" }).click();
    await drawer.getByText("得到结果").waitFor();
    await drawer.getByText("未采用").waitFor();
    await settled(page);
    expect(await findings(page)).toEqual([]);
    await drawer.getByRole("button", { name: "重放" }).last().click();
    await page.getByText("已重放：未采用").waitFor();
    await drawer.getByRole("tab", { name: "回调 (3)" }).waitFor();
  });

  it("leaves no error in the console", () => expect(owner.errors()).toEqual([]));
});
