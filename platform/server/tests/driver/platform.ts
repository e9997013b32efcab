import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Role, routes } from "@tessera/contracts";
import { MongoClient } from "mongodb";
import type { Folders } from "../../src/index.ts";
import { Child } from "./child.ts";
import { Person } from "./person.ts";

export const adminPassword = "first-passphrase-of-admin";

export interface PlatformOptions {
  settings?: Record<string, string>;
  folders?: Partial<Folders>;
}

/** A server process over a store process of its own, in a folder of its own. */
export class Platform {
  readonly dataDir: string;
  readonly store: Child;
  readonly mongoUri: string;
  readonly server: Child;
  readonly url: string;
  #client: MongoClient | undefined;
  #people = 0;

  private constructor(dataDir: string, store: Child, mongoUri: string, server: Child, url: string) {
    this.dataDir = dataDir;
    this.store = store;
    this.mongoUri = mongoUri;
    this.server = server;
    this.url = url;
  }

  static async start(options: PlatformOptions = {}): Promise<Platform> {
    const dataDir = await mkdtemp(join(tmpdir(), "tessera-server-"));
    const store = await startStore(dataDir);
    const MONGODB_URI = await store.line("tessera-store ready");
    const env = { MONGODB_URI, TESSERA_DATA_DIR: dataDir, TESSERA_PORT: "0", TESSERA_ADMIN_PASSWORD: adminPassword, TESSERA_LOG_LEVEL: "warn", ...options.settings };
    const server = options.folders === undefined ? new Child("platform/server/dist/main.js", { env }) : new Child(fileURLToPath(new URL("./serve.ts", import.meta.url)), { env, args: [JSON.stringify(options.folders)] });
    return new Platform(dataDir, store, MONGODB_URI, server, await server.line("tessera-server ready"));
  }

  /** Settings for further processes beside this server. */
  environment(more: Record<string, string> = {}): Record<string, string> {
    return { MONGODB_URI: this.mongoUri, TESSERA_DATA_DIR: this.dataDir, TESSERA_LOG_LEVEL: "warn", ...more };
  }

  async admin(): Promise<Person> {
    return Person.login(this.url, "admin", adminPassword);
  }

  /** A new person with a role in a space, signed in there. */
  async person(role: Role | null, space = "default", options: { administrator?: boolean } = {}): Promise<Person> {
    const admin = await this.admin();
    this.#people += 1;
    const username = `person-${this.#people}`;
    await admin.call(routes.users.create, { body: { username, displayName: `Person ${this.#people}`, password: "passphrase-of-a-person", ...options } });
    if (role !== null) {
      if (space !== "default") await admin.call(routes.auth.switchSpace, { body: { space } });
      await admin.call(routes.spaces.setMember, { params: { username }, body: { role } });
    }
    return Person.login(this.url, username, "passphrase-of-a-person");
  }

  /** A further space, owned by `admin`. */
  async space(name: string): Promise<void> {
    await (await this.admin()).call(routes.spaces.create, { body: { name, title: name } });
  }

  /** The store as another process sees it. */
  async database(): Promise<ReturnType<MongoClient["db"]>> {
    this.#client ??= await new MongoClient(this.mongoUri).connect();
    return this.#client.db("tessera");
  }

  async stop(): Promise<void> {
    await this.#client?.close();
    await this.server.stop();
    await this.store.stop("SIGKILL");
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** The embedded store over a folder. */
export async function startStore(dataDir: string): Promise<Child> {
  const store = new Child("platform/store/dist/main.js", { args: ["--dbpath", join(dataDir, "store"), "--socket", join(dataDir, "store.sock")] });
  await store.line("tessera-store ready");
  return store;
}
