import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Running, freePort, launch, until } from "./process.ts";

export interface Monitoring {
  prometheusUrl: string;
  alertmanagerUrl: string;
  nodeExporterUrl: string;
  /** Starts to serve a metric that makes the alert `TileMissing` fire; `lower` ends it. */
  raise: () => Promise<void>;
  lower: () => Promise<void>;
  stop: () => Promise<void>;
}

const rules = `groups:
  - name: tessera-tests
    interval: 1s
    rules:
      - alert: TileMissing
        expr: tessera_tile_missing > 0
        for: 0s
        labels: { severity: critical, team: mosaic }
        annotations: { summary: "A tile is missing on {{ $labels.instance }}", description: "Put it back." }
`;

/** Real node-exporter, Prometheus and Alertmanager on loopback ports with a temporary folder; one rule, evaluated each second. */
export async function startMonitoring(): Promise<Monitoring> {
  const folder = await mkdtemp(join(tmpdir(), "tessera-monitoring-"));
  const [exporterPort, prometheusPort, alertmanagerPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const textfile = join(folder, "textfile");
  const started: Running[] = [];
  const stop = async () => {
    await Promise.all(started.map((running) => running.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  await mkdir(textfile);
  const setMetric = (value: number) => writeFile(join(textfile, "tile.prom"), `# TYPE tessera_tile_missing gauge\ntessera_tile_missing ${value}\n`);
  await setMetric(0);
  await writeFile(join(folder, "rules.yml"), rules);
  await writeFile(
    join(folder, "prometheus.yml"),
    `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ["${join(folder, "rules.yml")}"]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:${alertmanagerPort}"] }] }] }
scrape_configs:
  - job_name: node
    static_configs: [{ targets: ["127.0.0.1:${exporterPort}"] }]
`,
  );
  await writeFile(join(folder, "alertmanager.yml"), "route: { receiver: none, group_wait: 0s, group_interval: 1s }\nreceivers: [{ name: none }]\n");

  try {
    started.push(launch("prometheus-node-exporter", [`--web.listen-address=127.0.0.1:${exporterPort}`, "--collector.disable-defaults", "--collector.textfile", `--collector.textfile.directory=${textfile}`, "--collector.loadavg", "--collector.meminfo"]));
    started.push(launch("prometheus-alertmanager", [`--config.file=${join(folder, "alertmanager.yml")}`, `--storage.path=${join(folder, "alertmanager")}`, `--web.listen-address=127.0.0.1:${alertmanagerPort}`, "--cluster.listen-address="]));
    started.push(launch("prometheus", [`--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${join(folder, "prometheus")}`, `--web.listen-address=127.0.0.1:${prometheusPort}`, `--web.external-url=http://127.0.0.1:${prometheusPort}`]));
    const urls = {
      prometheusUrl: `http://127.0.0.1:${prometheusPort}`,
      alertmanagerUrl: `http://127.0.0.1:${alertmanagerPort}`,
      nodeExporterUrl: `http://127.0.0.1:${exporterPort}`,
    };
    const answers = (url: string) => fetch(url).then((response) => response.ok);
    await until(`Prometheus (${started[2]?.output()})`, () => answers(`${urls.prometheusUrl}/-/ready`));
    await until("Alertmanager", () => answers(`${urls.alertmanagerUrl}/-/ready`));
    await until("a first scrape", async () => {
      const answer = (await (await fetch(`${urls.prometheusUrl}/api/v1/query?query=tessera_tile_missing`)).json()) as { data: { result: unknown[] } };
      return answer.data.result.length === 1;
    });
    return { ...urls, raise: () => setMetric(1), lower: () => setMetric(0), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
