import type { Request } from "express";
import type { Actor } from "../identity/actor.ts";
import type { Principal } from "../identity/authenticator.ts";
import type { RouteCall } from "./route-call.ts";

/** What the steps of a request leave for the next one. */
export interface RequestState {
  traceId: string;
  principal?: Principal;
  actor?: Actor;
  call?: RouteCall;
}

/** A request of Express with our state; set by the first middleware. */
export type ApiRequest = Request & { tessera: RequestState };
