import { type Backend, type CredentialInput, type StageInput, UserError, isAllowed } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import type { Actor } from "../../identity/actor.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { CredentialPlace, StageCredentials, StoredCredential } from "./stage-credential.ts";

const defaultTimeoutMs = 30_000;

/** A credential as earlier builds stored it, without `certificate`, or as this one does. */
export type KeptCredential = Omit<StoredCredential, "certificate"> & Partial<Pick<StoredCredential, "certificate">>;

/** A further backend of a stage, which operations choose by name. */
export interface StoredBackend extends Backend {
  name: string;
  credential: KeptCredential | null;
}

/** What was there of a backend and its credential. */
interface Before {
  backend: Backend | null;
  credential: KeptCredential | null;
}

/** What a person says about the credential of a backend. */
interface CredentialWish {
  credential?: CredentialInput | undefined;
  keepCredentialFor?: string | undefined;
}

export type BackendInputs = NonNullable<StageInput["backends"]>;

/** Decides what becomes of the backends of a stage and of their credentials. */
export class StageBackends {
  readonly #credentials: StageCredentials;

  constructor(credentials: StageCredentials) {
    this.#credentials = credentials;
  }

  /** All further backends of a stage in place of those before. Throws `stage.backend-twice`, and as `credential` with paths below `/backends/<index>`. */
  async further(actor: Actor, before: readonly StoredBackend[], inputs: BackendInputs, stage: Omit<CredentialPlace, "backend">): Promise<StoredBackend[]> {
    const known = new Map(before.map((backend) => [backend.name, backend]));
    const backends: StoredBackend[] = [];
    for (const [index, input] of inputs.entries()) {
      const { name } = input;
      if (inputs.findIndex((other) => other.name === name) < index) throw new UserError({ code: serverErrors.stageBackendTwice, message: connectorMessages.backendTwice({ backend: name, stage: stage.stage }), path: `/backends/${index}/name` });
      const was = known.get(name);
      const backend = backendOf(input, was ?? null);
      backends.push({ name, ...backend, credential: await this.#at(`/backends/${index}`, this.credential(actor, { backend: was ?? null, credential: was?.credential ?? null }, backend, input, { ...stage, backend: name })) });
    }
    return backends;
  }

  /**
   * The credential of a backend as it is now. Who may change an address must not get at a stored credential by pointing it at a host
   * of their own: it goes to another one only when an owner says so. Throws `stage.credential-*`, `vault.certificate-*` or
   * `egress.address-refused`.
   */
  async credential(actor: Actor, before: Before, backend: Backend | null, { credential, keepCredentialFor }: CredentialWish, place: CredentialPlace): Promise<KeptCredential | null> {
    const origin = originOf(backend);
    if (credential !== undefined) return this.#credentials.seal(credential, place, origin);
    if (before.credential === null || originOf(before.backend) === origin) return before.credential;
    const { certificate = null, ...stored } = before.credential;
    if (before.backend !== null) {
      const said = { stage: place.backend === undefined ? place.stage : `${place.stage}/${place.backend}`, origin: originOf(before.backend) ?? "" };
      if (keepCredentialFor !== origin) throw new UserError({ code: serverErrors.stageCredentialNeeded, message: connectorMessages.credentialNeeded(said), path: "/credential" });
      if (actor.role === null || !isAllowed("member.manage", actor.role, false)) throw new UserError({ reason: "forbidden", code: serverErrors.stageCredentialOwner, message: connectorMessages.credentialOwner(said), path: "/keepCredentialFor" });
    }
    return this.#credentials.rebind({ ...stored, certificate }, place, origin);
  }

  async #at<Result>(prefix: string, work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError({ reason: error.reason, code: error.code, message: error.text, path: `${prefix}${error.path ?? ""}`, detail: error.detail, cause: error });
    }
  }
}

export function backendOf(input: NonNullable<StageInput["backend"]>, before: Backend | null): Backend {
  return { url: input.url, timeoutMs: input.timeoutMs ?? before?.timeoutMs ?? defaultTimeoutMs };
}

export function originOf(backend: Pick<Backend, "url"> | null): string | null {
  return backend && new URL(backend.url).origin;
}

export function isElsewhere(before: Backend | null, after: Backend | null): boolean {
  return before !== null && originOf(before) !== originOf(after);
}
