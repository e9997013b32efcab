import { type AsyncOperation, type Operation, routes } from "@tessera/contracts";
import { type JobSystem, jobsDocument, startJobs } from "../../../../tests/systems/jobs.ts";
import { freePort } from "../../../../tests/systems/process.ts";
import { Child, until } from "./child.ts";
import type { Person } from "./person.ts";
import { Platform } from "./platform.ts";

/** A platform with gateway and worker, and the connector `jobs` to a system that works in jobs. */
export interface JobsPlatform {
  platform: Platform;
  gateway: Child;
  workers: Child[];
  jobs: JobSystem;
  person: Person;
  gatewayPort: number;
  startWorker(): Promise<Child>;
  /** Declares how `startJob` is followed, beside the operations with other ids that are given, and publishes it. */
  publish(declarations: Record<string, AsyncOperation>): Promise<void>;
  stop(): Promise<void>;
}

export async function startJobsPlatform(): Promise<JobsPlatform> {
  const jobs = await startJobs();
  const [port, gatewayPort] = await Promise.all([freePort(), freePort()]);
  const settings = { TESSERA_PORT: String(port), TESSERA_GATEWAY_PORT: String(gatewayPort), TESSERA_EGRESS_ALLOW: "127.0.0.0/8" };
  const platform = await Platform.start({ settings });
  const startWorker = async (): Promise<Child> => {
    const worker = new Child("platform/server/dist/worker.js", { env: platform.environment(settings) });
    await worker.line("tessera-worker ready");
    workers.push(worker);
    return worker;
  };
  const workers: Child[] = [];
  const gateway = new Child("platform/gateway/dist/main.js", { env: platform.environment(settings) });
  await Promise.all([gateway.line("tessera-gateway ready"), startWorker()]);
  const person = await platform.person("developer");
  await person.call(routes.connectors.import, { body: { name: "jobs", document: { text: jobsDocument(jobs.url) } } });
  const { operation: start } = await person.call(routes.connectors.operation, { params: { connector: "jobs", operation: "startJob" } });
  return {
    platform, gateway, workers, jobs, person, gatewayPort, startWorker,
    async publish(declarations) {
      for (const [id, declared] of Object.entries(declarations)) await save(person, id === "startJob" ? { ...start, async: declared } : { ...start, id, path: `/${id}`, backend: { path: "/jobs" }, async: declared });
      const { gatewayRevision } = await person.call(routes.connectors.publish, { params: { connector: "jobs", stage: "prod" }, body: { acceptBreaking: true } });
      await until("the gateway's new revision", async () => ((await person.call(routes.gateways.list)).items.some(({ alive, spaces }) => alive && (spaces["default"]?.revision ?? 0) >= gatewayRevision) ? true : undefined));
    },
    async stop() {
      await Promise.all([gateway.stop(), ...workers.map((worker) => worker.stop())]);
      await platform.stop();
      await jobs.stop();
    },
  };
}

async function save(person: Person, operation: Operation): Promise<void> {
  const params = { connector: "jobs", operation: operation.id };
  const revision = await person.call(routes.connectors.operation, { params }).then((found) => found.revision, () => undefined);
  await person.call(routes.connectors.saveOperation, { params, body: { operation, ...(revision === undefined ? {} : { revision }) } });
}
