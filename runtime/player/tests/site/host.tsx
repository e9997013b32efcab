import { StrictMode } from "react";
import { type Root, createRoot } from "react-dom/client";
import { type PlayerFrameProps, PlayerFrame, type PlayerHandlers, type PlayerHost, type PlayerInit, createPlayerHost } from "../../src/index.ts";

/** What the tests drive the host page by. */
export interface Harness {
  start(init: PlayerInit, src: string): void;
  /** Draws the React component with these properties, in place of what was drawn. */
  render(props: Omit<PlayerFrameProps, keyof PlayerHandlers>): void;
  host: PlayerHost | null;
  /** Everything that reached the shell, in order. */
  events: { type: string; [field: string]: unknown }[];
  /** Answer by query id; a list is used up one after another, its last one stays. `null`: never answers. */
  answers: Record<string, unknown[]>;
  calls: { query: string; inputs: Record<string, unknown> }[];
  /** The shell opens addresses by itself, as it does where nobody else takes them. */
  opensItself: boolean;
  /** Answers calls that wait, oldest first. */
  release: ((data: unknown) => void)[];
}

const log = (type: string) => (event: unknown) => void harness.events.push({ type, ...(typeof event === "object" ? event : { value: event }) });

const handlers: PlayerHandlers = {
  runQuery(query, inputs) {
    harness.calls.push({ query, inputs });
    const list = harness.answers[query] ?? [];
    const answer = list.length > 1 ? list.shift() : list[0];
    if (answer === undefined) return new Promise((resolve) => harness.release.push((data) => resolve({ data })));
    if (typeof answer === "object" && answer !== null && "error" in answer) return Promise.reject(answer.error as Error);
    return Promise.resolve({ data: answer });
  },
  onNavigate: log("navigate"), onOpenUrl: log("openUrl"), onNotify: log("notify"), onRendered: log("rendered"), onPageError: log("pageError"), onScope: log("scope"), onSelected: log("selected"),
  onLayoutChanged: log("layoutChanged"), onMoved: log("moved"), onContextMenu: log("contextMenu"), onKey: log("key"), onProblem: log("problem"), onHealth: log("health"),
};

const { onOpenUrl: _taken, ...withoutOpening } = handlers;

let root: Root | null = null;

const harness: Harness = {
  host: null, events: [], answers: {}, calls: [], release: [], opensItself: false,
  start(init, src) {
    harness.host?.dispose();
    harness.events.length = 0;
    harness.host = createPlayerHost({ iframe: document.getElementById("frame") as HTMLIFrameElement, src, init: () => init, locale: () => init.locale, handlers: () => (harness.opensItself ? withoutOpening : handlers) });
  },
  render(props) {
    document.getElementById("frame")?.remove();
    if (!root) {
      const element = document.body.appendChild(document.createElement("div"));
      element.style.height = "100%";
      root = createRoot(element);
    }
    const { onHealth: _own, ...shell } = handlers;
    root.render(<StrictMode><PlayerFrame {...props} {...shell} /></StrictMode>);
  },
};
Object.assign(window, { harness });
