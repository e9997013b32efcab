import { type Action, type Locale, type PageDocument, type PublishedQuery, type ToFrame, localize } from "@tessera/contracts";
import { type BindingGraph, type Rects, createBindingGraph, dependenciesOf, nodeMentions } from "@tessera/page";
import type { ComponentDefinition } from "@tessera/components";
import type { Connection } from "./connection.ts";
import { type Actions, createActions } from "./run/actions.ts";
import { createCalls } from "./run/calls.ts";
import { maxUrlLength, watchLinks } from "./run/links.ts";
import { type NodeCells, createNodeCells } from "./run/node-cells.ts";
import { createQueries } from "./run/queries.ts";
import { scopeSnapshot } from "./run/scope-snapshot.ts";
import { faultMessages } from "./text/messages.ts";
import { type FrameStore, createFrameStore } from "./state/frame-store.ts";
import { mergePage } from "./state/merge-page.ts";

export type Registry = ReadonlyMap<string, ComponentDefinition>;
type Init = Extract<ToFrame, { type: "init" }>;

/** Everything that one shown app needs while it runs; the views read it and call it. */
export interface Session {
  readonly store: FrameStore;
  readonly graph: BindingGraph;
  readonly cells: NodeCells;
  readonly registry: Registry;
  readonly connection: Connection;
  receive(message: ToFrame): void;
  emit(node: string, event: string, locals?: Record<string, unknown>): void;
  expose(node: string, values: Record<string, unknown>): void;
  /** A component that is gone takes what it published with it. */
  forget(node: string): void;
  setOpen(node: string, open: boolean): void;
  reportError(node: string | null, property: string | null, message: string): void;
  /** Takes places that were just dragged, before the shell says the same. */
  applyRects(rects: Rects): void;
  stop(): void;
}

/** Starts an app in the frame. */
export function createSession(init: Init, registry: Registry, connection: Connection): Session {
  const graph = createBindingGraph();
  const locale = (): Locale => store.getState().locale;
  const calls = createCalls(connection, locale);
  const queries = createQueries(graph, calls, locale);
  const cells = createNodeCells(graph, (type) => registry.get(type)?.manifest);
  const store = createFrameStore({
    mode: init.mode, app: init.app, page: pageOf(init, init.page), params: init.params, locale: init.locale, theme: init.theme, reducedMotion: init.reducedMotion,
    forcedBreakpoint: null, breakpoint: "desktop", selected: [], opened: {}, resets: {}, hidden: {}, heights: {}, preview: null, layoutStamp: 0,
  });
  let unwatch: (() => void)[] = [];
  let known: Readonly<Record<string, PublishedQuery>> = init.app.queries;
  const reported = new Set<string>();
  let scopeTimer: ReturnType<typeof setTimeout> | undefined;

  const reportError = (node: string | null, property: string | null, message: string): void => {
    const key = JSON.stringify([node, property, message]);
    if (reported.has(key) || reported.size > 500) return;
    reported.add(key);
    connection.send({ type: "pageError", node, property, message: message.slice(0, 4_000) });
  };

  const setOpen = (node: string, open: boolean): void => store.setState(({ opened }) => ({ opened: { ...opened, [node]: open } }));

  const actions: Actions = createActions(graph, queries, connection, {
    setOpen,
    reset: (node) => store.setState(({ resets }) => ({ resets: { ...resets, [node]: (resets[node] ?? 0) + 1 } })),
    openUrl: (url) => openUrl(url),
    text: (key) => localize(store.getState().page.i18n?.[key], store.getState().locale) || key,
    fail: (message) => reportError(null, null, message[locale()]),
  });

  const tellScope = (): void => {
    if (store.getState().mode !== "edit" || scopeTimer !== undefined) return;
    scopeTimer = setTimeout(() => {
      scopeTimer = undefined;
      connection.send({ type: "scope", scope: scopeSnapshot(graph.scope) as Record<string, unknown> });
    }, 400);
  };

  /** Keeps the list of hidden nodes, and tells the shell what fails. */
  const watchNodes = (page: PageDocument): void => {
    for (const stop of unwatch) stop();
    const look = (id: string): void => {
      const { visible, errors } = cells.values(id);
      if ((store.getState().hidden[id] ?? false) === visible) store.setState(({ hidden }) => ({ hidden: { ...hidden, [id]: !visible } }));
      for (const [property, message] of Object.entries(errors)) reportError(id, property.startsWith("$") ? "visible" : property, message);
      tellScope();
    };
    unwatch = Object.keys(page.nodes).map((id) => cells.subscribe(id, () => look(id)));
    for (const id of Object.keys(page.nodes)) look(id);
  };

  const enter = (page: PageDocument, params: Record<string, string>): void => {
    graph.batch(() => {
      graph.set(["state"], page.state ?? {});
      graph.set(["params"], params);
      graph.set(["components"], {});
    });
    store.setState({ page, params, opened: {}, resets: {}, hidden: {}, heights: {}, selected: [], preview: null });
    cells.show(page);
    queries.use(queriesOf(page, known));
    watchNodes(page);
    tellScope();
  };

  const change = (page: PageDocument): void => {
    const old = store.getState().page;
    const merged = mergePage(old, page);
    graph.batch(() => {
      for (const [name, value] of Object.entries(page.state ?? {})) if (JSON.stringify(old.state?.[name]) !== JSON.stringify(value)) graph.set(["state", name], value);
    });
    cells.show(merged);
    queries.use(queriesOf(merged, known));
    store.setState(({ selected, layoutStamp }) => ({ page: merged, selected: selected.filter((id) => merged.nodes[id]), layoutStamp: layoutStamp + 1 }));
    watchNodes(merged);
    tellScope();
  };

  /** Other parameters on the same page: what people typed and chose stays. */
  const changeParams = (params: Record<string, string>): void => {
    store.setState({ params });
    graph.set(["params"], params);
    tellScope();
  };

  const openUrl = (url: string): void => {
    if (url.length > maxUrlLength) reportError(null, null, faultMessages.urlTooLong({ length: url.length, limit: maxUrlLength, start: url.slice(0, 100) })[locale()]);
    else connection.send({ type: "openUrl", url });
  };
  const unwatchLinks = watchLinks(document, (url) => store.getState().mode === "view" && openUrl(url));

  const onVisibility = (): void => queries.setHidden(document.visibilityState === "hidden");
  document.addEventListener("visibilitychange", onVisibility);

  graph.batch(() => {
    graph.set(["user"], init.user);
    graph.set(["locale"], init.locale);
  });
  cells.setLocale(init.locale);
  enter(store.getState().page, init.params);
  onVisibility();

  return {
    store, graph, cells, registry, connection, reportError, setOpen,
    receive(message) {
      if (message.type === "queryResult") calls.answer(message);
      else if (message.type === "queryProgress") calls.progress(message);
      else if (message.type === "showPage") {
        if (message.page === store.getState().page.id) changeParams(message.params);
        else enter(pageOf(init, message.page), message.params);
      }
      else if (message.type === "setPage") {
        known = message.queries ?? known;
        if (message.page.id === store.getState().page.id) change(message.page);
        else enter(message.page, {});
      } else if (message.type === "environment") {
        const { locale = store.getState().locale, theme = store.getState().theme } = message;
        cells.setLocale(locale);
        store.setState({ locale, theme });
        graph.set(["locale"], locale);
        queries.repeatErrors();
      } else if (message.type === "select") store.setState({ selected: message.nodes });
      else if (message.type === "breakpoint") store.setState({ forcedBreakpoint: message.breakpoint, breakpoint: message.breakpoint });
      else if (message.type === "refreshQuery") void queries.run(message.query);
    },
    emit(id, event, locals = {}) {
      const { mode, page } = store.getState();
      const list: readonly Action[] | undefined = mode === "view" ? page.nodes[id]?.events?.[event] : undefined;
      if (list) void actions.run(list, locals);
    },
    expose(id, values) {
      graph.batch(() => {
        for (const [name, value] of Object.entries(values)) graph.set(["components", id, name], value);
      });
      tellScope();
    },
    forget: (id) => graph.unset(["components", id]),
    applyRects(rects) {
      store.setState(({ page, breakpoint, layoutStamp }) => ({ layoutStamp: layoutStamp + 1, page: { ...page, layout: { ...page.layout, [breakpoint]: { ...page.layout[breakpoint], ...rects } } } }));
    },
    stop() {
      document.removeEventListener("visibilitychange", onVisibility);
      unwatchLinks();
      clearTimeout(scopeTimer);
      for (const stop of unwatch) stop();
      queries.stop();
    },
  };
}

function pageOf(init: Init, id: string): PageDocument {
  const page = Object.hasOwn(init.app.pages, id) ? init.app.pages[id] : undefined;
  if (page) return page;
  return { schemaVersion: 1, id, title: {}, path: "missing", order: "a0", navigation: false, components: {}, i18n: {}, state: {}, nodes: {}, layout: { desktop: {} } };
}

/** Queries that the page names in bindings and actions, and those that their inputs name. */
function queriesOf(page: PageDocument, known: Readonly<Record<string, PublishedQuery>>): PublishedQuery[] {
  const found = new Map<string, PublishedQuery>();
  const queue = Object.values(page.nodes).flatMap(nodeMentions).flatMap((mention) => (mention.kind === "query" ? [mention.id] : []));
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const query = Object.hasOwn(known, id) ? known[id] : undefined;
    if (!query || found.has(id)) continue;
    found.set(id, query);
    for (const input of Object.values(query.inputs)) {
      try {
        for (const [root, name] of dependenciesOf(input.template).paths) if (root === "queries" && name !== undefined) queue.push(name);
      } catch (error) {
        // The query itself says that its input cannot be read.
        if (!(error instanceof Error)) throw error;
      }
    }
  }
  return [...found.values()];
}
