import { type Breakpoint, type FromFrame, type Locale, type Message, type Placement, type ToFrame, bridgeVersion, fromFrameSchema, issueMessage } from "@tessera/contracts";
import { type PlayerErrorCode, playerErrorCodes } from "./errors.ts";
import { createFloodGate } from "./flood-gate.ts";
import { problemMessages } from "./messages.ts";
import { openUrl } from "./open-url.ts";
import { type Pulse, startPulse } from "./pulse.ts";
import { describeQueryError } from "./query-error.ts";

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
  /** In the language of the person who looks at the frame. */
  message: string;
}

type EventOf<T extends FromFrame["type"]> = Omit<Extract<FromFrame, { type: T }>, "type">;

/** What the shell does with messages of the frame. None of it may be trusted further than its schema. */
export interface PlayerHandlers {
  /** Runs a query of the app shown by id; rejects with an error that has `code`, `message` and perhaps `traceId`. */
  runQuery: (query: string, inputs: Record<string, unknown>, signal: AbortSignal, /** Of work that the query started and that goes on. */ onProgress: (progress: number | null) => void) => Promise<{ data?: unknown; durationMs?: number | undefined }>;
  onNavigate?: (event: EventOf<"navigate">) => void;
  /** Called with http, https and mailto addresses only, and only while a press of the person counts; default: a new tab without opener. */
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
  /** How the frame fares: `hanging` when it has sent nothing for about ten seconds, `stopped` after a flood; `restart` helps both. */
  onHealth?: (health: FrameHealth) => void;
}

/** `hanging` may become `running` again by itself, `stopped` not. */
export type FrameHealth = "running" | "hanging" | "stopped";

export interface PlayerHostOptions {
  iframe: HTMLIFrameElement;
  /** Address of the built frame, default `/player/index.html`. */
  src?: string;
  /** Asked each time the frame (re)starts. */
  init: () => PlayerInit;
  /** Language of the person now; what the host says itself is in it. */
  locale: () => Locale;
  /** Asked for each message, so that newer handlers take over. */
  handlers: () => PlayerHandlers;
}

/** One player frame and its port. */
export interface PlayerHost {
  /** Sends a message; `init` is always first, and tells what was sent before it. */
  send(message: Exclude<ToFrame, { type: "init" | "queryResult" | "queryProgress" | "drop" }>): void;
  /** Drops a palette entry; resolves with its place, or with null after `dispose`. */
  drop(event: { at: { x: number; y: number }; size: { w: number; h: number }; component: string }): Promise<Dropped | null>;
  /** Ends whatever runs in the frame, an endless loop too, and loads it anew. */
  restart(): void;
  /** Ends whatever runs in the frame and leaves it empty. */
  stop(): void;
  dispose(): void;
}

interface Connection {
  port: MessagePort;
  ready: boolean;
  running: AbortController;
  pulse: Pulse;
}

/** Most characters in the parameters of a page, names and values together: they stand in the address. */
const maxParamsLength = 4_000;
/** How long a browser keeps the process of a frame that is gone, for its last handlers, ms (500 in Chromium, with room). */
const processExitMs = 1_000;

/**
 * Loads the frame and keeps the one channel to it. The shell makes the channel and hands one end to the window that the
 * iframe shows after each load, so that messages of other windows never count.
 */
export function createPlayerHost({ iframe, src = "/player/index.html", init, locale, handlers }: PlayerHostOptions): PlayerHost {
  let connection: Connection | null = null;
  let allowed: ReadonlySet<string> = new Set();
  let pages: ReadonlySet<string> = new Set();
  let nextCall = 0;
  let isEmpty = false;
  let hangs = false;
  let freeAt = 0;
  let reload: ReturnType<typeof setTimeout> | undefined;
  let gate = createFloodGate();
  // What is selected and which breakpoint is worked on outlive a restart of the frame.
  const lasting = new Map<ToFrame["type"], ToFrame>();
  const drops = new Map<number, (dropped: Dropped | null) => void>();

  const report = (code: PlayerErrorCode, message: Message): void => handlers().onProblem?.({ code, message: message[locale()] });

  const disconnect = (): void => {
    connection?.running.abort();
    connection?.port.close();
    connection?.pulse.stop();
    connection = null;
    for (const resolve of drops.values()) resolve(null);
    drops.clear();
  };

  /**
   * Ends what runs in the frame by taking it out of the page and putting it back empty: only that ends a process that hangs. A new
   * address alone would wait in that process for ever, and so would one that is set before the browser has given the process up.
   */
  const empty = (): void => {
    disconnect();
    clearTimeout(reload);
    if (hangs) freeAt = performance.now() + processExitMs;
    isEmpty = true;
    hangs = false;
    gate = createFloodGate();
    const { parentNode, nextSibling } = iframe;
    iframe.remove();
    iframe.src = "about:blank";
    parentNode?.insertBefore(iframe, nextSibling);
  };

  const stop = (): void => {
    empty();
    handlers().onHealth?.("stopped");
  };

  /** Whether a message may be looked at; reading its data is what costs, so this comes first. */
  const admit = (): boolean => {
    const verdict = gate.admit();
    if (verdict === "report") report(playerErrorCodes.flood, problemMessages.messagesDropped());
    if (verdict !== "stop") return verdict === "pass";
    report(playerErrorCodes.flood, problemMessages.flood());
    stop();
    return false;
  };

  const connect = (): void => {
    disconnect();
    const target = iframe.contentWindow;
    if (!target || isEmpty) return;
    const { port1, port2 } = new MessageChannel();
    const pulse = new MessageChannel();
    const current: Connection = {
      port: port1, ready: false, running: new AbortController(),
      pulse: startPulse({
        port: pulse.port1,
        tell(silent) {
          hangs = silent;
          handlers().onHealth?.(silent ? "hanging" : "running");
        },
      }),
    };
    connection = current;
    port1.onmessage = (event: MessageEvent<unknown>) => {
      if (connection !== current) return;
      current.pulse.alive();
      if (!admit()) return;
      const kind = String((event.data as { type?: unknown } | null)?.type);
      const known = fromFrameSchema.options.some((option) => option.shape.type.value === kind);
      const verdict = gate.check(known ? kind : "invalid");
      if (verdict === "report") report(playerErrorCodes.flood, problemMessages.kindDropped({ kind: known ? kind : "unknown" }));
      if (verdict !== "pass") return;
      const message = fromFrameSchema.safeParse(event.data, { reportInput: true });
      if (!message.success) report(playerErrorCodes.badMessage, badMessage(known ? kind : "unknown", message.error.issues[0]));
      else receive(current, message.data);
    };
    // The frame has an opaque origin, so no other target origin than `*` reaches it; what is sent is only the ports.
    target.postMessage({ type: "tessera-player", bridgeVersion }, "*", [port2, pulse.port2]);
    handlers().onHealth?.("running");
  };

  /** Nothing is read of what the frame sends past its port, but each message costs the shell a task. */
  const countStray = (event: MessageEvent): void => {
    if (event.source === iframe.contentWindow) admit();
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
      report(playerErrorCodes.queryUnknown, problemMessages.queryUnknown({ query }));
      answer({ type: "queryResult", callId, ok: false, error: { code: playerErrorCodes.queryUnknown, message: problemMessages.noSuchQuery({ query })[locale()] } });
      return;
    }
    const started = performance.now();
    try {
      const { data, durationMs } = await handlers().runQuery(query, inputs, current.running.signal, (progress) => {
        if (connection === current) current.port.postMessage({ type: "queryProgress", callId, progress } satisfies ToFrame);
      });
      answer({ type: "queryResult", callId, ok: true, data, durationMs: durationMs ?? performance.now() - started });
    } catch (error) {
      answer({ type: "queryResult", callId, ok: false, error: describeQueryError(error, locale()) });
    }
  };

  const receive = (current: Connection, message: FromFrame): void => {
    const { type, ...event } = message;
    const on = handlers();
    if (type === "ready") {
      if (message.bridgeVersion !== bridgeVersion) report(playerErrorCodes.version, problemMessages.version({ theirs: message.bridgeVersion, ours: bridgeVersion }));
      else if (!current.ready) start(current);
      return;
    }
    if (!current.ready) return;
    if (type === "runQuery") void runQuery(current, event as EventOf<"runQuery">);
    else if (type === "navigate") {
      const length = Object.entries(message.params).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
      if (length > maxParamsLength) report(playerErrorCodes.badMessage, problemMessages.paramsTooLong({ page: message.page, length, limit: maxParamsLength }));
      else if (pages.has(message.page)) on.onNavigate?.(event as EventOf<"navigate">);
      else report(playerErrorCodes.pageUnknown, problemMessages.pageUnknown({ page: message.page }));
    } else if (type === "openUrl") {
      const refusal = openUrl(message.url, on.onOpenUrl);
      if (refusal !== null) report(playerErrorCodes.urlRefused, refusal);
    } else if (type === "dropped") {
      drops.get(message.callId)?.({ to: message.to, breakpoint: message.breakpoint });
      drops.delete(message.callId);
    } else dispatch(message, on);
  };

  window.addEventListener("message", countStray);
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
      empty();
      reload = setTimeout(() => {
        isEmpty = false;
        iframe.src = src;
      }, Math.max(0, freeAt - performance.now()));
    },
    stop,
    dispose() {
      clearTimeout(reload);
      window.removeEventListener("message", countStray);
      iframe.removeEventListener("load", connect);
      disconnect();
    },
  };
}

function badMessage(kind: string, issue: Parameters<typeof issueMessage>[0] | undefined): Message {
  const reason = issue ? issueMessage(issue) : "";
  const field = issue?.path.join(".").slice(0, 100) ?? "";
  return field === "" ? problemMessages.badMessage({ kind, reason }) : problemMessages.badField({ kind, field, reason });
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
