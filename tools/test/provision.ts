import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

interface Program {
  /** Debian package that brings it. */
  package: string;
  /** Tiers whose tests run it. */
  tiers: readonly string[];
}

const running = ["integration", "system", "fault"];

/** Programs that the tests run for real. */
const programs: Readonly<Record<string, Program>> = {
  prometheus: { package: "prometheus", tiers: running },
  "prometheus-alertmanager": { package: "prometheus-alertmanager", tiers: running },
  "prometheus-node-exporter": { package: "prometheus-node-exporter", tiers: running },
  "docker-registry": { package: "docker-registry", tiers: ["integration"] },
  influxd: { package: "influxdb", tiers: ["integration"] },
  openssl: { package: "openssl", tiers: ["unit", ...running] },
  "victoria-metrics": { package: "victoria-metrics", tiers: ["integration"] },
};

/** Path of an executable on PATH, `/usr/sbin` included. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/sbin", "/usr/local/bin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function findBrowser(): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return browserNames.map(findProgram).find((path) => path !== undefined);
}

function install(packages: readonly string[]): void {
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!isDebianRoot) {
    throw new Error(
      `The tests need ${packages.join(", ")}. Install them with your system's package manager` +
        " (Debian, as root: apt-get install " + packages.join(" ") + "), or set CHROMIUM_PATH to a Chromium for the browser alone.",
    );
  }
  process.stdout.write(`Installing for the tests: ${packages.join(", ")}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit", env });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { stdio: "inherit", env });
}

/** Makes sure that a browser, CJK fonts and the real systems that the tests of `tiers` run are there; sets CHROMIUM_PATH for the tests. Throws with what to do. */
export function provision(tiers: readonly string[]): void {
  const missing = Object.entries(programs).flatMap(([program, needed]) => (findProgram(program) || !needed.tiers.some((tier) => tiers.includes(tier)) ? [] : [needed.package]));
  const browser = findBrowser();
  if (!browser) missing.push("chromium");
  const fonts = spawnSync("fc-list", [":lang=zh"], { encoding: "utf8" });
  if (fonts.status !== 0 || fonts.stdout.trim() === "") missing.push("fonts-noto-cjk");
  if (missing.length > 0) install(missing);
  const found = findBrowser();
  if (!found) throw new Error("No Chromium was found. Install one, or set CHROMIUM_PATH to its executable.");
  process.env.CHROMIUM_PATH = found;
}
