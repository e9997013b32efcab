import { type Breakpoint, type FromFrame, type Placement, type ToFrame, bridgeVersion, fromFrameSchema } from "@tessera/contracts";
import { type PlayerErrorCode, playerErrorCodes } from "./errors.ts";
import { createFloodGate } from "./flood-gate.ts";

/** What a frame is started with. */
export type PlayerInit = Omit<Extract<ToFrame, { type: "init" }>, "type" | "bridgeVersion">;

/** Where a dropped component belongs; `to` null: nowhere. */
export interface Dropped {
  to: Placement | null;
  breakpoint: Breakpoint;
}

/** Something that the frame did and that was refused. */
export interface PlayerProblem {
  code: PlayerErrorCode;
  message: string;
}

type EventOf<T extends FromFrame["type"]> = Omit<Extract<FromFrame, { type: T }>, "type">;

/** What the shell does with messages of the frame. None of it may be trusted further than its schema. */
export interface PlayerHandlers {
  /** Runs a query of the app shown by id; rejects with an error that has `code`, `message` and perhaps `traceId`. */
  runQuery: (query: string, inputs: Record<string, unknown>, signal: AbortSignal) => Promise<{ data?: unknown; durationMs?: number | undefined }>;
  onNavigate?: (event: EventOf<"navigate">) => void;
  /** Called with http and https addresses only; default: a new tab without opener. */
  onOpenUrl?: (url: string) => void;
  onNotify?: (event: EventOf<"notify">) => void;
  onRendered?: (event: EventOf<"rendered">) => void;
  onPageError?: (event: EventOf<"pageError">) => void;
  onScope?: (scope: Record<string, unknown>) => void;
  onSelected?: (event: EventOf<"selected">) => void;
  onLayoutChanged?: (event: EventOf<"layoutChanged">) => void;
  onMoved?: (event: EventOf<"moved">) => void;
  onContextMenu?: (event: EventOf<"contextMenu">) => void;
  onKey?: (event: EventOf<"key">) => void;
  onProblem?: (problem: PlayerProblem) => void;
}

export interface PlayerHostOptions {
  iframe: HTMLIFrameElement;
  /** Address of the built frame, default `/player/index.html`. */
  src?: string;
  /** Asked each time the frame (re)starts. */
  init: () => PlayerInit;
  /** Asked for each message, so that newer handlers take over. */
  handlers: () => PlayerHandlers;
}

/** One player frame and its port. */
export interface PlayerHost {
  /** Sends a message; `init` is always first, and tells what was sent before it. */
  send(message: Exclude<ToFrame, { type: "init" | "queryResult" | "drop" }>): void;
  /** Drops a palette entry; resolves with its place, or with null after `dispose`. */
  drop(event: { at: { x: number; y: number }; size: { w: number; h: number }; component: string }): Promise<Dropped | null>;
  /** Loads the frame anew, e.g. after it hung. */
  restart(): void;
  dispose(): void;
}

interface Connection {
  port: MessagePort;
  ready: boolean;
  running: AbortController;
}

/**
 * Loads the frame and keeps the one channel to it. The shell makes the channel and hands one end to the window that the
 * iframe shows after each load, so that messages of other windows never count.
 */
export function createPlayerHost({ iframe, src = "/player/index.html", init, handlers }: PlayerHostOptions): PlayerHost {
  let connection: Connection | null = null;
  let allowed: ReadonlySet<string> = new Set();
  let pages: ReadonlySet<string> = new Set();
  let nextCall = 0;
  // What is selected and which breakpoint is worked on outlive a restart of the frame.
  const lasting = new Map<ToFrame["type"], ToFrame>();
  const drops = new Map<number, (dropped: Dropped | null) => void>();

  const report = (code: PlayerErrorCode, message: string): void => handlers().onProblem?.({ code, message });

  const disconnect = (): void => {
    connection?.running.abort();
    connection?.port.close();
    connection = null;
    for (const resolve of drops.values()) resolve(null);
    drops.clear();
  };

  const connect = (): void => {
    disconnect();
    const target = iframe.contentWindow;
    if (!target) return;
    const { port1, port2 } = new MessageChannel();
    const current: Connection = { port: port1, ready: false, running: new AbortController() };
    connection = current;
    const gate = createFloodGate();
    port1.onmessage = (event: MessageEvent<unknown>) => {
      if (connection !== current) return;
      const kind = String((event.data as { type?: unknown } | null)?.type);
      const known = fromFrameSchema.options.some((option) => option.shape.type.value === kind);
      const verdict = gate.check(known ? kind : "invalid");
      if (verdict === "report") report(playerErrorCodes.flood, `The page sends too many \`${known ? kind : "unknown"}\` messages; the rest of this second is dropped.`);
      if (verdict !== "pass") return;
      const message = fromFrameSchema.safeParse(event.data);
      if (!message.success) report(playerErrorCodes.badMessage, `The page sent a message that is not valid (${known ? kind : "unknown"}): ${message.error.issues[0]?.message ?? "no reason"}.`);
      else receive(current, message.data);
    };
    // The frame has an opaque origin, so no other target origin than `*` reaches it; what is sent is only the port.
    target.postMessage({ type: "tessera-player", bridgeVersion }, "*", [port2]);
  };

  const start = (current: Connection): void => {
    const first = init();
    allowed = new Set(Object.keys(first.app.queries));
    pages = new Set(Object.keys(first.app.pages));
    current.ready = true;
    current.port.postMessage({ type: "init", bridgeVersion, ...first } satisfies ToFrame);
    for (const message of lasting.values()) current.port.postMessage(message);
  };

  const runQuery = async (current: Connection, { callId, query, inputs }: EventOf<"runQuery">): Promise<void> => {
    const answer = (message: Extract<ToFrame, { type: "queryResult" }>): void => {
      if (connection === current) current.port.postMessage(message);
    };
    if (!allowed.has(query)) {
      report(playerErrorCodes.queryUnknown, `The page asked for the query \`${query}\`, which its app does not have.`);
      answer({ type: "queryResult", callId, ok: false, error: { code: playerErrorCodes.queryUnknown, message: `There is no query \`${query}\` in this app.` } });
      return;
    }
    const started = performance.now();
    try {
      const { data, durationMs } = await handlers().runQuery(query, inputs, current.running.signal);
      answer({ type: "queryResult", callId, ok: true, data, durationMs: durationMs ?? performance.now() - started });
    } catch (error) {
      answer({ type: "queryResult", callId, ok: false, error: describeError(error) });
    }
  };

  const receive = (current: Connection, message: FromFrame): void => {
    const { type, ...event } = message;
    const on = handlers();
    if (type === "ready") {
      if (message.bridgeVersion !== bridgeVersion) report(playerErrorCodes.version, `The player speaks version ${message.bridgeVersion} of the protocol, this page version ${bridgeVersion}. Reload the page.`);
      else if (!current.ready) start(current);
      return;
    }
    if (!current.ready) return;
    if (type === "runQuery") void runQuery(current, event as EventOf<"runQuery">);
    else if (type === "navigate") {
      if (pages.has(message.page)) on.onNavigate?.(event as EventOf<"navigate">);
      else report(playerErrorCodes.pageUnknown, `The page leads to \`${message.page}\`, which its app does not have.`);
    } else if (type === "openUrl") openUrl(message.url, on, report);
    else if (type === "dropped") {
      drops.get(message.callId)?.({ to: message.to, breakpoint: message.breakpoint });
      drops.delete(message.callId);
    } else dispatch(message, on);
  };

  iframe.addEventListener("load", connect);
  iframe.setAttribute("sandbox", "allow-scripts");
  iframe.referrerPolicy = "no-referrer";
  iframe.src = src;

  return {
    send(message) {
      if (message.type === "setPage") {
        if (message.queries) allowed = new Set(Object.keys(message.queries));
        pages = new Set([...pages, message.page.id]);
      }
      if (message.type === "select" || message.type === "breakpoint") lasting.set(message.type, message);
      // What else happens before the frame is ready is in the `init` that it will get.
      if (connection?.ready) connection.port.postMessage(message);
    },
    drop(event) {
      const callId = nextCall;
      nextCall += 1;
      if (!connection?.ready) return Promise.resolve(null);
      connection.port.postMessage({ type: "drop", callId, ...event } satisfies ToFrame);
      return new Promise((resolve) => drops.set(callId, resolve));
    },
    restart() {
      disconnect();
      iframe.src = src;
    },
    dispose() {
      iframe.removeEventListener("load", connect);
      disconnect();
    },
  };
}

function dispatch(message: FromFrame, on: PlayerHandlers): void {
  if (message.type === "notify") on.onNotify?.(message);
  else if (message.type === "rendered") on.onRendered?.(message);
  else if (message.type === "pageError") on.onPageError?.(message);
  else if (message.type === "scope") on.onScope?.(message.scope);
  else if (message.type === "selected") on.onSelected?.(message);
  else if (message.type === "layoutChanged") on.onLayoutChanged?.(message);
  else if (message.type === "moved") on.onMoved?.(message);
  else if (message.type === "contextMenu") on.onContextMenu?.(message);
  else if (message.type === "key") on.onKey?.(message);
}

function openUrl(url: string, on: PlayerHandlers, report: (code: PlayerErrorCode, message: string) => void): void {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || (parsed.protocol !== "http:" && parsed.protocol !== "https:")) {
    report(playerErrorCodes.urlRefused, `The page wants to open \`${url.slice(0, 200)}\`; only http and https addresses may be opened.`);
    return;
  }
  if (on.onOpenUrl) on.onOpenUrl(parsed.href);
  else window.open(parsed.href, "_blank", "noopener,noreferrer");
}

function describeError(error: unknown): { code: string; message: string; traceId?: string } {
  const facts = (typeof error === "object" && error !== null ? error : {}) as { code?: unknown; message?: unknown; detail?: unknown; traceId?: unknown };
  const message = [facts.message, facts.detail].find((text) => typeof text === "string" && text !== "");
  return {
    code: typeof facts.code === "string" ? facts.code : playerErrorCodes.queryFailed,
    message: typeof message === "string" ? message : "The query failed.",
    ...(typeof facts.traceId === "string" ? { traceId: facts.traceId } : {}),
  };
}
