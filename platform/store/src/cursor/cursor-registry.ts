import { randomInt } from "node:crypto";
import { StoreError } from "../errors.ts";
import type { ChangeStreamCursor } from "../change-stream/change-stream-cursor.ts";
import type { Cursor } from "./cursor.ts";

/** A cursor that a client may ask for more. */
export type OpenCursor = Cursor | ChangeStreamCursor;

interface Entry {
  readonly cursor: OpenCursor;
  /** The session that opened it, as hex; killing the session ends its cursors. */
  readonly session: string | undefined;
  usedAt: number;
  isBusy: boolean;
}

/** Cursors unused for this long are closed, as MongoDB's cursorTimeoutMillis. */
const IDLE_MS = 10 * 60 * 1000;
const MAX_OPEN = 10_000;

/** All open cursors of the process by id. */
export class CursorRegistry {
  readonly #entries = new Map<number, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  add(cursor: OpenCursor, session: string | undefined): number {
    if (this.#entries.size >= MAX_OPEN) this.#closeOldest();
    let id = randomInt(1, 2 ** 47);
    while (this.#entries.has(id)) id = randomInt(1, 2 ** 47);
    this.#entries.set(id, { cursor, session, usedAt: Date.now(), isBusy: false });
    return id;
  }

  /** The cursor for a getMore on `namespace`; it is busy until `release`. */
  take(id: number, namespace: string): OpenCursor {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new StoreError("CursorNotFound", `cursor id ${id} not found`);
    if (entry.cursor.namespace !== namespace) {
      throw new StoreError("Unauthorized", `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${entry.cursor.namespace}`);
    }
    if (entry.isBusy) throw new StoreError("CursorInUse", `cursor id ${id} is already in use`);
    entry.isBusy = true;
    return entry.cursor;
  }

  /** The cursor of an id, if it is open. */
  find(id: number): OpenCursor | undefined {
    return this.#entries.get(id)?.cursor;
  }

  release(id: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.isBusy = false;
    entry.usedAt = Date.now();
  }

  /** Closes a cursor; false when there is none of this id. */
  kill(id: number): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#entries.delete(id);
    entry.cursor.close();
    return true;
  }

  killSession(session: string): void {
    for (const [id, entry] of this.#entries) if (entry.session === session) this.kill(id);
  }

  closeIdle(): void {
    const oldest = Date.now() - IDLE_MS;
    for (const [id, entry] of this.#entries) if (!entry.isBusy && entry.usedAt < oldest) this.kill(id);
  }

  closeAll(): void {
    for (const id of this.#entries.keys()) this.kill(id);
  }

  #closeOldest(): void {
    const [id] = [...this.#entries].filter(([, entry]) => !entry.isBusy).reduce<[number, Entry] | [undefined, undefined]>((oldest, entry) => (oldest[1] === undefined || entry[1].usedAt < oldest[1].usedAt ? entry : oldest), [undefined, undefined]);
    if (id === undefined) throw new StoreError("CommandFailed", `more than ${MAX_OPEN} cursors are open: close cursors that are no longer needed`);
    this.kill(id);
  }
}
