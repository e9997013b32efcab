import type { IncomingMessage } from "node:http";
import { UserError } from "@tessera/contracts";
import type { Authenticate } from "../callers/authenticate.ts";
import type { CompiledStage } from "../pipeline/compile-space.ts";
import type { Caller } from "../pipeline/context.ts";
import { asksWho, isChosen, matchesHeader } from "./canary.ts";

/** A version is chosen before the operation is known, so that one that is wrong here is refused later, where tokens are asked for. */
function whoCalls(authenticate: Authenticate, authorization: string | undefined): Caller | undefined | Promise<Caller | undefined> {
  if (authorization === undefined) return undefined;
  const asNobody = (error: unknown): undefined => {
    if (error instanceof UserError) return undefined;
    throw error;
  };
  try {
    const caller = authenticate(authorization);
    return caller instanceof Promise ? caller.catch(asNobody) : caller;
  } catch (error) {
    return asNobody(error);
  }
}

/** The stage with the version that serves a request; a promise only where a caller must be recognised first. */
export function chooseVersion(stage: CompiledStage, request: IncomingMessage, clientAddress: string, authenticate: Authenticate): CompiledStage | Promise<CompiledStage> {
  const { tried } = stage;
  if (tried === undefined) return stage;
  const { canary } = tried;
  if (matchesHeader(canary, request.headers)) return tried.stage;
  const choose = (caller: Caller | undefined) => (isChosen(canary, caller, clientAddress) ? tried.stage : stage);
  if (!asksWho(canary)) return choose(undefined);
  const caller = whoCalls(authenticate, request.headers.authorization);
  return caller instanceof Promise ? caller.then(choose) : choose(caller);
}
