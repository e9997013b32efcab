import { type Message, type TaskView, UserError, verbatim } from "@tessera/contracts";
import type { Vault } from "@tessera/vault";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf, userOf } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import { pack } from "../../persistence/packed.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import type { Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { ImportInput } from "../connectors/import.service.ts";
import { type ImportTaskInput, importTaskKind, taskCredentialPlace } from "./import-task.ts";
import { taskMessages } from "./task.messages.ts";
import type { StoredTask, StoredText, TaskRepository } from "./task.repository.ts";

/** Long work that a person starts and follows; workers do it. */
export class TaskService {
  readonly #tasks: TaskRepository;
  readonly #vault: Vault;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(tasks: TaskRepository, vault: Vault, audit: AuditService, transactions: Transactions) {
    this.#tasks = tasks;
    this.#vault = vault;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(actor: Actor, query: ListRequest): Promise<Page<TaskView>> {
    return mapPage(await this.#tasks.list(spaceOf(actor), userOf(actor).id, query), viewOf);
  }

  /** Throws `task.not-found`. */
  async get(actor: Actor, id: string): Promise<TaskView> {
    const task = await this.#tasks.find(spaceOf(actor), userOf(actor).id, id);
    if (task === null) throw taskNotFound();
    return viewOf(task);
  }

  /** Throws `task.not-found` or `task.finished`. */
  async cancel(actor: Actor, id: string): Promise<TaskView> {
    const before = await this.get(actor, id);
    return this.#transactions.run(async (transaction) => {
      const after = await this.#tasks.cancel(spaceOf(actor), userOf(actor).id, id, new Date(), transaction);
      if (after === null) throw new UserError({ reason: "conflict", code: serverErrors.taskFinished, message: taskMessages.finished({ title: before.title }) });
      await this.#audit.record(actor, { target: `task:${id}`, before: { state: before.state }, after: { state: after.state, cancelRequested: true } }, transaction);
      return viewOf(after);
    });
  }

  /** Imports an API document in a worker. */
  async import(actor: Actor, input: ImportInput): Promise<TaskView> {
    const id = newId();
    const { credential, ...rest } = input;
    const kept: ImportTaskInput = { ...rest, sealedCredential: credential === undefined ? null : this.#vault.seal(JSON.stringify(credential), taskCredentialPlace(spaceOf(actor), id)) };
    return this.#create(actor, id, importTaskKind, taskMessages.importTitle({ name: input.name }), kept);
  }

  async #create(actor: Actor, id: string, kind: string, title: Message, input: unknown): Promise<TaskView> {
    const task: StoredTask = {
      _id: id, space: spaceOf(actor), user: userOf(actor).id, kind, title, state: "waiting", progress: null, log: [], input: await pack(input), actor: JSON.stringify(actor), result: null, error: null,
      cancelRequested: false, fence: 0, leaseUntil: null, worker: null, createdAt: new Date(), createdBy: userOf(actor).username, finishedAt: null,
    };
    await this.#transactions.run(async (transaction) => {
      await this.#tasks.insert(task, transaction);
      await this.#audit.record(actor, { target: `task:${id}`, before: null, after: { kind, title: title.en } }, transaction);
    });
    return viewOf(task);
  }
}

function taskNotFound(): UserError {
  return new UserError({ reason: "not-found", code: serverErrors.taskNotFound, message: taskMessages.notFound() });
}

function viewOf(task: StoredTask): TaskView {
  const { _id, kind, title, state, progress, log, result, error, createdAt, createdBy, finishedAt } = task;
  return {
    id: _id, kind, title: textOf(title), state, progress, log: log.map(({ at, message }) => ({ at: at.toISOString(), message: textOf(message) })), result: result === null ? null : (JSON.parse(result) as unknown),
    error: error && { code: error.code, message: textOf(error.message) }, createdAt: createdAt.toISOString(), createdBy, finishedAt: finishedAt?.toISOString() ?? null,
  };
}

function textOf(text: StoredText): Message {
  return typeof text === "string" ? verbatim(text) : text;
}
