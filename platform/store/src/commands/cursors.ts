import { Long } from "bson";
import { ChangeStreamCursor } from "../change-stream/change-stream-cursor.ts";
import { toDouble } from "../bson/numeric.ts";
import { isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { cursorReply } from "../cursor/cursor.ts";
import type { Batch, Cursor } from "../cursor/cursor.ts";
import { finish } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import { StoreError } from "../errors.ts";
import { clusterTimeOf, collectionName, countField } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";

/** How long a change stream waits for events when the client names no time. */
const DEFAULT_AWAIT_MS = 1_000;
const UNLIMITED = 1_000_000;

function cursorId(value: unknown): number {
  if (!isNumeric(value)) throw new StoreError("TypeMismatch", "a cursor id must be a 64-bit integer");
  return toDouble(value);
}

const getMore: Command = {
  kind: "read",
  inTransaction: true,
  async run(context) {
    const { body, db, services } = context;
    const id = cursorId(body["getMore"]);
    const namespace = `${db}.${collectionName(body, "collection")}`;
    const size = countField(body, "batchSize", 0) || UNLIMITED;
    const cursor = services.cursors.take(id, namespace);
    try {
      return cursor instanceof ChangeStreamCursor ? await moreEvents(context, id, cursor, size) : await moreDocuments(context, id, cursor, size);
    } catch (error) {
      services.cursors.kill(id);
      throw error;
    } finally {
      services.cursors.release(id);
    }
  },
};

/** A cursor goes on in the view that it was opened with. */
async function moreDocuments({ services, client }: CommandContext, id: number, cursor: Cursor, size: number): Promise<Document> {
  const { view, budget } = cursor.source;
  const steps = nextBatch(cursor, size);
  const reading = view === undefined ? finish(steps) : services.turns.run(view, steps, { closed: client.closed, budget, assertWanted: () => cursor.assertOpen() });
  const { documents, isDone } = reading instanceof Promise ? await reading : reading;
  if (isDone) services.cursors.kill(id);
  return cursorReply(isDone ? 0 : id, cursor.namespace, "nextBatch", documents, clusterTimeOf(view));
}

function* nextBatch(cursor: Cursor, size: number): Steps<{ readonly documents: Batch["documents"]; readonly isDone: boolean }> {
  const { documents, isExhausted } = yield* cursor.next(size);
  return { documents, isDone: isExhausted || (yield* cursor.isAtEnd()) };
}

async function moreEvents({ services, body, client }: CommandContext, id: number, cursor: ChangeStreamCursor, size: number): Promise<Document> {
  const events = await cursor.await(size, countField(body, "maxTimeMS", DEFAULT_AWAIT_MS), client.closed);
  if (cursor.isExhausted) services.cursors.kill(id);
  return cursorReply(cursor.isExhausted ? 0 : id, cursor.namespace, "nextBatch", events, { postBatchResumeToken: cursor.postBatchResumeToken });
}

const killCursors: Command = {
  kind: "control",
  run({ body, services }) {
    const ids = Array.isArray(body["cursors"]) ? body["cursors"].map(cursorId) : [];
    const killed = ids.filter((id) => services.cursors.kill(id));
    const asLong = (list: readonly number[]): Long[] => list.map((id) => Long.fromNumber(id));
    return { cursorsKilled: asLong(killed), cursorsNotFound: asLong(ids.filter((id) => !killed.includes(id))), cursorsAlive: [], cursorsUnknown: [] };
  },
};

/** Going on with cursors and closing them. */
export const CURSOR_COMMANDS: CommandTable = { getMore, killCursors };
