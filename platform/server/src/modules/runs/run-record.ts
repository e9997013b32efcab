import type { AsyncOperation, Message, OperationRunView, RunEvent } from "@tessera/contracts";
import type { CallIdentity } from "../../gateway-call/gateway-caller.ts";

export type RunState = OperationRunView["state"];

/** What is done next with a run; `ended`: nothing. */
export type RunPhase = "start" | "follow" | "cancel" | "result" | "ended";

export interface StoredEvent {
  kind: RunEvent["kind"];
  firstAt: Date;
  at: Date;
  count: number;
  status: number | null;
  backendState: string | null;
  progress: number | null;
  detail: Message | null;
}

/** One piece of work that an async operation started, as the store keeps it. */
export interface StoredRun {
  _id: string;
  space: string;
  connector: string;
  stage: string;
  operation: string;
  version: string;
  caller: string;
  callerName: string;
  /** JSON text of the {@link CallIdentity} that each call of the run is made with. */
  identity: string;
  idempotencyKey: string;
  /** SHA-256 of what was asked: the same key with other inputs is refused. */
  digest: string;
  /** Set while the run has not ended and the same question should join it. */
  joinKey?: string | undefined;
  /** JSON text of the declaration, as it was in the release. */
  declaration: string;
  /** Sealed {@link RunSecrets}; null when the run has ended. */
  sealed: string | null;
  /** SHA-256 of the secret of the callback address; null: the operation has none. */
  callbackHash: string | null;
  phase: RunPhase;
  state: RunState;
  backendId: string | null;
  backendState: string | null;
  progress: number | null;
  /** Packed JSON. */
  result: Buffer | null;
  truncated: boolean;
  error: { code: string; message: Message } | null;
  cancelRequested: boolean;
  /** The start was sent at least once and not known to have been refused. */
  sent: boolean;
  /** Callbacks came before the answer to the start. */
  early: boolean;
  /** Tries of the present phase that failed, in a row. */
  attempts: number;
  /** Wait before the next poll, ms, without jitter. */
  intervalMs: number;
  callbacks: number;
  events: StoredEvent[];
  startedAt: Date;
  deadline: Date;
  finishedAt: Date | null;
  /** When a worker may take the run; also the end of the lease of the one that has it. Null: ended. */
  nextAt: Date | null;
  nextPollAt: Date | null;
  /** Grows each time a worker takes the run: what an earlier one still learns does not count. */
  fence: number;
  /** Names the claim by which a worker took the run last. */
  claim: string | null;
  revision: number;
  /** Grows with what people see. */
  change: number;
  traceId: string;
  locale: "zh-CN" | "en";
}

/** What of a start is kept out of sight: all of it until the answer, then only what further calls need. */
export interface RunSecrets {
  params: Record<string, unknown>;
  body?: unknown;
  /** Where the backend reports to. */
  callbackUrl: string | null;
}

/** Where the secrets of a run may be opened. */
export function runSecretsPlace(space: string, run: string): string {
  return `${space}/run/${run}/inputs`;
}

export function declarationOf(run: Pick<StoredRun, "declaration">): AsyncOperation {
  return JSON.parse(run.declaration) as AsyncOperation;
}

export function identityOf(run: Pick<StoredRun, "identity">): CallIdentity {
  return JSON.parse(run.identity) as CallIdentity;
}
