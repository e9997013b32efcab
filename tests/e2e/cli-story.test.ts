import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCli } from "../systems/cli.ts";
import { type Monitoring, startMonitoring } from "../systems/monitoring.ts";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";

const root = join(import.meta.dirname, "../..");

describe("the whole story on the command line", () => {
  let platform: Platform;
  let monitoring: Monitoring;
  let folder: string;
  let tessera: ReturnType<typeof createCli>;

  const json = async <T>(args: readonly string[], stdin?: string): Promise<T> => {
    const result = await tessera([...args, "--json"], stdin);
    expect(result.stderr, `tessera ${args.join(" ")}`).toBe("");
    expect(result.code).toBe(0);
    return JSON.parse(result.stdout) as T;
  };

  beforeAll(async () => {
    [platform, monitoring, folder] = await Promise.all([startPlatform(), startMonitoring(), mkdtemp(join(tmpdir(), "tessera-cli-"))]);
    await setUp(platform);
    tessera = createCli(join(folder, "config.json"));
  });

  afterAll(async () => {
    await Promise.all([platform?.stop(), monitoring?.stop()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it("logs in with the password on standard input and keeps a token that only its owner can read", async () => {
    const result = await tessera(["login", "--url", platform.url, "--username", "admin", "--password-stdin"], administratorPassword);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toContain("in space default");
    const kept = await readFile(join(folder, "config.json"), "utf8");
    expect(kept).toContain("tsr_");
    expect(kept).not.toContain(administratorPassword);
  });

  it("refuses a wrong password with a sentence and exit code 1", async () => {
    const other = createCli(join(folder, "other.json"));
    const result = await other(["login", "--url", platform.url, "--username", "admin", "--password-stdin"], "not-the-password");
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("Trace id");
  });

  it("imports, checks, publishes and calls Alertmanager and Prometheus", async () => {
    for (const [name, url] of [["alertmanager", monitoring.alertmanagerUrl], ["prometheus", monitoring.prometheusUrl]] as const) {
      const imported = await json<{ report: { skipped: unknown[]; operations: unknown[] } }>(["connector", "import", join(root, `connectors/${name}/openapi.yaml`), "--name", name, "--backend", url]);
      expect(imported.report.skipped).toEqual([]);
      expect(imported.report.operations.length).toBeGreaterThan(5);
      const before = await tessera(["connector", "check", name]);
      expect(before.code).toBe(1);
      await json(["connector", "publish", name, "--stage", "prod", "--version", "1.0.0"]);
      expect((await tessera(["connector", "check", name])).code).toBe(0);
    }
    const answer = await until("the call", async () => {
      const result = await tessera(["call", "prometheus", "query", "--param", "query=tessera_tile_missing", "--gateway", platform.gatewayUrl]);
      return result.code === 0 ? (JSON.parse(result.stdout) as { data: { result: { value: [number, string] }[] } }) : undefined;
    }, 5_000);
    expect(answer.data.result[0]?.value[1]).toBe("0");
  });

  it("sees the alert within 10 s of firing and silences it, which Alertmanager confirms", async () => {
    await monitoring.raise();
    const fired = await until("Alertmanager's alert", async () => {
      const alerts = (await (await fetch(`${monitoring.alertmanagerUrl}/api/v2/alerts`)).json()) as { labels: Record<string, string> }[];
      return alerts.find((alert) => alert.labels.alertname === "TileMissing");
    });
    const seen = JSON.parse((await tessera(["call", "alertmanager", "listAlerts", "--param", "silenced=false", "--gateway", platform.gatewayUrl])).stdout) as (typeof fired)[];
    expect(seen.map((alert) => alert.labels.alertname)).toEqual(["TileMissing"]);
    const now = Date.now();
    const silence = {
      matchers: [{ name: "alertname", value: "TileMissing", isRegex: false, isEqual: true }],
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 600_000).toISOString(),
      createdBy: "admin",
      comment: "from the command line",
    };
    const made = await tessera(["call", "alertmanager", "createSilence", "--body", "-", "--gateway", platform.gatewayUrl], JSON.stringify(silence));
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const { silenceID } = JSON.parse(made.stdout) as { silenceID: string };
    const confirmed = (await (await fetch(`${monitoring.alertmanagerUrl}/api/v2/silence/${silenceID}`)).json()) as { comment: string; status: { state: string } };
    expect(confirmed).toMatchObject({ comment: "from the command line", status: { state: "active" } });
  });

  it("imports the alert center, publishes it twice, goes back and exports what it imported", async () => {
    const template = join(root, "saas-templates/scenario/alert-center");
    await json(["app", "import", template, "--name", "alert-center"]);
    const first = await json<{ version: string }>(["app", "publish", "alert-center", "--version", "1.0.0"]);
    expect(first.version).toBe("1.0.0");
    await json(["app", "publish", "alert-center", "--version", "1.1.0", "--notes", "again"]);
    await json(["app", "rollback", "alert-center", "--to", "1.0.0"]);
    const history = await json<{ version: string; live: boolean }[]>(["app", "history", "alert-center"]);
    expect(history.map(({ version, live }) => ({ version, live }))).toEqual([{ version: "1.1.0", live: false }, { version: "1.0.0", live: true }]);
    await json(["app", "export", "alert-center", "-o", join(folder, "out")]);
    expect(await readFile(join(folder, "out/app.json"), "utf8")).toBe(await readFile(join(template, "app.json"), "utf8"));
  });

  it("exits with 2 on wrong usage and names what is missing", async () => {
    const result = await tessera(["connector", "publish", "prometheus"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("--stage");
  });
});
