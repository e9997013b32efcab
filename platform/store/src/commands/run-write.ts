import type { Document } from "../bson/types.ts";
import type { PacedView } from "../pacing/paced-view.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import { firstStatement } from "../session/session-id.ts";
import type { SessionFields } from "../session/session-id.ts";
import { WriteProgress } from "../session/write-progress.ts";
import { isSteps } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";

/** Keeps what has to be known when a command is sent again; runs inside the write that it tells of. */
interface Memory {
  slice(): void;
  done(reply: Document): void;
}

/**
 * Runs a write outside of transactions. One that is done within its first slice is one atomic step of the commit group; a longer one
 * takes turns with all others and is atomic slice by slice.
 */
export function runWrite(context: CommandContext, view: PacedView, command: Command): Document | Promise<Document> {
  const { services, session } = context;
  const { txnNumber } = session ?? {};
  if (session === undefined || txnNumber === undefined) return inTurns(context, view, command, undefined);
  const running = services.writes.ofSession(session.id);
  return running === undefined ? numberedWrite(context, view, command, session, txnNumber) : running.then(() => runWrite(context, view, command));
}

/** A numbered write is answered from memory on disk when it is sent again; one that a crash interrupted goes on where it was. */
function numberedWrite(context: CommandContext, view: PacedView, command: Command, session: SessionFields, txnNumber: number): Document | Promise<Document> {
  const { services: { replies }, body } = context;
  const statement = firstStatement(body);
  const known = replies.find(session.id, txnNumber, statement);
  if (known !== undefined) return known;
  const parts = replies.partsOf(session.id, txnNumber, statement);
  const progress = new WriteProgress(parts);
  let number = parts.length;
  return inTurns({ ...context, progress }, view, command, {
    slice() {
      const part = progress.takePart();
      if (part !== undefined) replies.rememberPart(session.id, txnNumber, statement, { number: number++, part });
    },
    done: (reply) => replies.remember(session.id, txnNumber, statement, reply),
  });
}

function inTurns(context: CommandContext, view: PacedView, command: Command, memory: Memory | undefined): Document | Promise<Document> {
  const { services: { turns, writes }, session, budget } = context;
  return writes.run(session, (assertWanted) => turns.run(view, slices(context, command, memory), { budget, assertWanted }));
}

function* slices(context: CommandContext, command: Command, memory: Memory | undefined): Steps<Document> {
  const { group } = context.services.engine;
  let steps: Steps<Document> | undefined;
  /** Gives the reply when the command is done. */
  const slice = (): Document | undefined => {
    if (steps === undefined) {
      const answer = command.run(context) as Document | Steps<Document>;
      if (!isSteps(answer)) return answer;
      steps = answer;
    }
    const next = steps.next();
    return next.done === true ? next.value : undefined;
  };
  try {
    for (;;) {
      const reply = group.write(() => {
        const answer = slice();
        if (answer === undefined) memory?.slice();
        else memory?.done(answer);
        return answer;
      });
      if (reply !== undefined) return reply;
      yield PAUSE;
    }
  } finally {
    steps?.return({});
  }
}
