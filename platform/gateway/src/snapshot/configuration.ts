import { UserError, joinMessages, verbatim } from "@tessera/contracts";
import type { GatewayNode, GatewaySnapshot, Message } from "@tessera/contracts";
import type { Egress } from "@tessera/egress";
import type { Vault } from "@tessera/vault";
import { gatewayErrors, snapshotErrors } from "../errors.ts";
import type { GatewayMetrics } from "../http/metrics.ts";
import { InstancePool } from "../pipeline/bindings.ts";
import { compileSpace } from "../pipeline/compile-space.ts";
import type { CompiledSpace } from "../pipeline/compile-space.ts";
import type { GatewayPlugin, PluginServices } from "../pipeline/plugin.ts";
import { CredentialPool } from "../proxy/credential-pool.ts";
import { compileRelease } from "../routing/release-router.ts";
import type { ReleaseRouter } from "../routing/release-router.ts";
import { checkRelease, checkSnapshot } from "./check.ts";
import type { LastGood } from "./last-good.ts";
import { createSaver } from "./saver.ts";
import { snapshotMessages } from "./snapshot.messages.ts";

/** Gives a release by digest; undefined when there is none. */
export type ReleaseSource = (digest: string) => Promise<Record<string, unknown> | undefined>;

/** What the gateway serves, space by space. */
export interface Configuration {
  space(name: string): CompiledSpace | undefined;
  /**
   * Loads a snapshot. It is served as a whole or refused as a whole: then the old one stays and `report` says why. Throws only
   * when the source of releases fails, which may be tried again.
   */
  apply(document: Record<string, unknown>, releases: ReleaseSource, persist: boolean): Promise<"served" | "unchanged" | "refused">;
  /** Stops serving every space that is not named. */
  retain(spaces: ReadonlySet<string>): void;
  report(): GatewayNode["spaces"];
  /** Waits until what is served is on disk, and frees the plugins. */
  close(): Promise<void>;
}

export interface ConfigurationOptions {
  plugins: ReadonlyMap<string, GatewayPlugin>;
  services: PluginServices;
  vault: Vault;
  egress: Pick<Egress, "request" | "dispatcherWith">;
  lastGood: LastGood;
  metrics: GatewayMetrics;
  log: { info(facts: object, message: string): void; error(facts: object, message: string): void };
  onChange(): void;
}

/** Marks an error of the source, which says nothing about the snapshot. */
class SourceFailure extends Error {
  constructor(cause: unknown) {
    super("the source of releases failed", { cause });
  }
}

interface Refusal {
  revision: number;
  checksum: string;
  reason: Message;
  /** The release may still be on its way; such a snapshot is tried again. */
  passing: boolean;
}

function digestsOf(snapshot: GatewaySnapshot): Set<string> {
  return new Set(snapshot.connectors.flatMap(({ stages }) => stages.flatMap(({ release, canary }) => (canary === null ? [release] : [release, canary.release]))));
}

/** Makes an empty configuration. Callers of `apply` take turns; requests read `space` at any time. */
export function createConfiguration({ plugins, services, vault, egress, lastGood, metrics, log, onChange }: ConfigurationOptions): Configuration {
  const spaces = new Map<string, { compiled: CompiledSpace; digests: Set<string> }>();
  const refusals = new Map<string, Refusal>();
  const pools = new Map<string, { instances: InstancePool; credentials: CredentialPool }>();
  const routers = new Map<string, ReleaseRouter>();
  /** Releases from the store that are not on disk yet. */
  const unsaved = new Map<string, Record<string, unknown>>();
  /** Snapshots to write, or to remove where undefined. */
  const pending = new Map<string, Record<string, unknown> | undefined>();

  const usedDigests = () => new Set([...spaces.values()].flatMap(({ digests }) => [...digests]));
  const forgetUnusedReleases = () => {
    const used = usedDigests();
    for (const digest of routers.keys()) if (!used.has(digest)) routers.delete(digest);
    for (const digest of unsaved.keys()) if (!used.has(digest)) unsaved.delete(digest);
  };

  // Serving goes on while the disk is slow or full: only a restart with the store down would miss what is not written.
  const saver = createSaver(
    async () => {
      for (const [digest, release] of unsaved) {
        await lastGood.writeRelease(digest, release);
        unsaved.delete(digest);
      }
      for (const [space, document] of pending) {
        if (document === undefined) await lastGood.removeSnapshot(space);
        else await lastGood.writeSnapshot(space, document);
        if (pending.get(space) === document) pending.delete(space);
      }
      await lastGood.keepReleases(usedDigests());
    },
    (error) => log.error({ err: error }, "the last good state could not be written"),
  );

  /** Loads what is missing; a failing source is thrown as it is, through `SourceFailure`. */
  const loadReleases = async (snapshot: GatewaySnapshot, source: ReleaseSource, persist: boolean) => {
    for (const digest of digestsOf(snapshot)) {
      if (routers.has(digest)) continue;
      const document = await source(digest).catch((cause: unknown) => {
        throw new SourceFailure(cause);
      });
      if (document === undefined) throw new UserError({ code: snapshotErrors.releaseMissing, message: snapshotMessages.releaseMissing({ release: digest.slice(0, 12) }) });
      routers.set(digest, compileRelease(checkRelease(document).operations));
      if (persist) unsaved.set(digest, document);
    }
  };

  const refuse = (name: string, revision: number, checksum: string, error: unknown): "refused" => {
    const [code, text] = error instanceof UserError ? [error.code, error.text] : [gatewayErrors.defect, snapshotMessages.defect({ reason: String(error) })];
    const reason = joinMessages([verbatim(code), text], ": ");
    refusals.set(name, { revision, checksum, reason, passing: error instanceof UserError && error.code === snapshotErrors.releaseMissing });
    log.error({ space: name, revision, reason: reason.en, served: spaces.get(name)?.compiled.revision ?? null, err: error instanceof UserError ? undefined : error }, "snapshot refused; the old one stays");
    onChange();
    return "refused";
  };

  return {
    space: (name) => spaces.get(name)?.compiled,

    async apply(document, source, persist) {
      const name = String(document["_id"]);
      const revision = Number.isSafeInteger(document["revision"]) ? Number(document["revision"]) : 0;
      const checksum = String(document["checksum"]);
      const served = spaces.get(name)?.compiled;
      if (served?.revision === revision && served.checksum === checksum) {
        if (refusals.delete(name)) onChange();
        return "unchanged";
      }
      const refused = refusals.get(name);
      if (refused?.revision === revision && refused.checksum === checksum && !refused.passing) return "refused";
      try {
        const snapshot = checkSnapshot(document);
        await loadReleases(snapshot, source, persist);
        const pool = pools.get(name) ?? { instances: new InstancePool(services), credentials: new CredentialPool(vault, egress) };
        const compiled = compileSpace(snapshot, pool.instances, { routers, plugins, credentials: pool.credentials });
        pools.set(name, pool);
        const digests = digestsOf(snapshot);
        spaces.set(name, { compiled, digests });
        refusals.delete(name);
        metrics.setRevision(name, revision);
        log.info({ space: name, revision, connectors: snapshot.connectors.length }, "snapshot served");
        onChange();
        forgetUnusedReleases();
        if (persist) {
          pending.set(name, document);
          saver.saveSoon();
        }
        return "served";
      } catch (error) {
        if (error instanceof SourceFailure) throw error.cause;
        return refuse(name, revision, checksum, error);
      }
    },

    retain(names) {
      for (const name of refusals.keys()) if (!names.has(name)) refusals.delete(name);
      const gone = [...spaces.keys()].filter((name) => !names.has(name));
      if (gone.length === 0) return;
      for (const name of gone) {
        spaces.delete(name);
        clear(pools.get(name));
        pools.delete(name);
        metrics.setRevision(name, undefined);
        log.info({ space: name }, "space no longer served");
        pending.set(name, undefined);
      }
      forgetUnusedReleases();
      saver.saveSoon();
      onChange();
    },

    report() {
      const names = new Set([...spaces.keys(), ...refusals.keys()]);
      return Object.fromEntries(
        [...names].map((name) => {
          const refused = refusals.get(name);
          return [name, { revision: spaces.get(name)?.compiled.revision ?? 0, refused: refused === undefined ? null : { revision: refused.revision, reason: refused.reason.en, text: refused.reason } }];
        }),
      );
    },

    async close() {
      await saver.close();
      for (const pool of pools.values()) clear(pool);
    },
  };
}

function clear(pool: { instances: InstancePool; credentials: CredentialPool } | undefined): void {
  pool?.instances.clear();
  pool?.credentials.clear();
}
