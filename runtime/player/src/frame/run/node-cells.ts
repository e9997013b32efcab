import { type ComponentManifest, type Locale, type LocalizedText, type Message, type PageDocument, type PageNode, type TaggedValue, localize } from "@tessera/contracts";
import { type BindingGraph, type CompiledTemplate, type Evaluation, compileFunction, compileTemplate } from "@tessera/page";
import { messageOf } from "../text/messages.ts";

/** A node's properties as its component gets them, and what went wrong on the way. */
export interface NodeValues {
  props: Record<string, unknown>;
  status: { loading: boolean; error: string | null };
  visible: boolean;
  /** Message by property of bindings that failed. */
  errors: Readonly<Record<string, string>>;
}

/** Keeps the bindings of a page's nodes in the graph and puts their values together per node. */
export interface NodeCells {
  /** Takes the nodes of a page; those that did not change keep their cells and values. */
  show(page: PageDocument): void;
  setLocale(locale: Locale): void;
  /** The same object until something in it changes. */
  values(node: string): NodeValues;
  subscribe(node: string, listener: () => void): () => void;
}

const statusField = "$status";
const visibleField = "$visible";
/** Parts of a query's state that are no data. */
const ownParts: ReadonlySet<string> = new Set(["loading", "progress"]);
const noValues: NodeValues = { props: {}, status: { loading: false, error: null }, visible: true, errors: {} };

interface Kept {
  node: PageNode;
  fields: string[];
  texts: readonly (LocalizedText | undefined)[];
  locale: Locale;
  outcomes: (Evaluation | undefined)[];
  values: NodeValues;
}

export function createNodeCells(graph: BindingGraph, manifests: (type: string) => ComponentManifest | undefined): NodeCells {
  let page: PageDocument | null = null;
  let locale: Locale = "en";
  const kept = new Map<string, Kept>();
  const broken = new Map<string, Record<string, Message>>();
  const fieldsOf = new Map<string, string[]>();
  const drawn = new Map<string, PageNode>();
  const listeners = new Map<string, Set<() => void>>();

  const compile = (value: TaggedValue): CompiledTemplate | null => {
    if (value.kind === "binding") return compileTemplate(value.template);
    if (value.kind !== "function") return null;
    const compiled = compileFunction(value.source);
    return { dependencies: compiled.dependencies, run: (scope) => (locals: Record<string, unknown>) => compiled.run(scope, locals) };
  };

  const define = (node: PageNode): void => {
    graph.remove(node.id);
    const errors: Record<string, Message> = {};
    const fields: string[] = [];
    const queries = new Set<string>();
    for (const [field, value] of [...Object.entries(node.props ?? {}), ...(node.visible ? [[visibleField, node.visible] as const] : [])]) {
      try {
        const compiled = compile(value);
        if (!compiled) continue;
        graph.define(node.id, field, compiled);
        fields.push(field);
        for (const [root, query, part] of compiled.dependencies.paths) {
          // What shows how a query fares is there while it loads.
          if (root === "queries" && query !== undefined && field !== visibleField && !ownParts.has(part ?? "")) queries.add(query);
        }
      } catch (error) {
        errors[field] = messageOf(error);
      }
    }
    if (queries.size > 0) {
      graph.define(node.id, statusField, statusOf([...queries]));
      fields.push(statusField);
    }
    fieldsOf.set(node.id, fields);
    broken.set(node.id, errors);
    drawn.set(node.id, node);
  };

  const build = (node: PageNode, fields: string[], outcomes: (Evaluation | undefined)[]): NodeValues => {
    const errors = Object.fromEntries(Object.entries(broken.get(node.id) ?? {}).map(([field, message]) => [field, message[locale]]));
    const found = new Map<string, unknown>();
    fields.forEach((field, index) => {
      const outcome = outcomes[index];
      if (outcome?.status === "value") found.set(field, outcome.value);
      if (outcome?.status === "error") errors[field] = outcome.message[locale];
    });
    const props: [string, unknown][] = (manifests(node.type)?.props ?? []).map((spec) => [spec.name, spec.default]);
    for (const [name, value] of Object.entries(node.props ?? {})) {
      if (value.kind === "static") props.push([name, value.value]);
      else if (value.kind === "i18n") props.push([name, localize(page?.i18n?.[value.key], locale) || value.key]);
      else if (found.get(name) !== undefined) props.push([name, found.get(name)]);
    }
    const status = (found.get(statusField) as NodeValues["status"] | undefined) ?? noValues.status;
    const { visible } = node;
    const isVisible = visible === undefined || (visible.kind === "static" ? Boolean(visible.value) : Boolean(found.get(visibleField)));
    return { props: Object.fromEntries(props), status, visible: isVisible, errors };
  };

  return {
    show(next) {
      const before = page;
      graph.batch(() => {
        for (const id of drawn.keys()) {
          if (Object.hasOwn(next.nodes, id)) continue;
          graph.remove(id);
          for (const map of [kept, broken, fieldsOf, drawn]) map.delete(id);
        }
        page = next;
        for (const node of Object.values(next.nodes)) if (drawn.get(node.id) !== node) define(node);
      });
      // Texts are no part of the scope, so that the graph tells nobody about them.
      if (before && before.i18n !== next.i18n) for (const [id, told] of Array.from(listeners)) if (showsOtherTexts(next.nodes[id], before, next)) for (const listener of Array.from(told)) listener();
    },
    setLocale(next) {
      locale = next;
    },
    values(id) {
      const node = page?.nodes[id];
      if (!page || !node) return noValues;
      const texts = shownTexts(node, page);
      const fields = fieldsOf.get(id) ?? [];
      const outcomes = fields.map((field) => graph.read(id, field));
      const old = kept.get(id);
      if (old && old.node === node && old.fields === fields && old.locale === locale && sameItems(old.texts, texts) && sameItems(old.outcomes, outcomes)) return old.values;
      const values = build(node, fields, outcomes);
      kept.set(id, { node, fields, texts, locale, outcomes, values });
      return values;
    },
    subscribe(id, listener) {
      const stop = graph.subscribe(id, listener);
      const told = listeners.get(id) ?? new Set();
      listeners.set(id, told.add(listener));
      return () => {
        stop();
        told.delete(listener);
        if (told.size === 0 && listeners.get(id) === told) listeners.delete(id);
      };
    },
  };
}

/** The texts that a node's properties show, in the order of the properties. */
function shownTexts(node: PageNode, { i18n }: PageDocument): (LocalizedText | undefined)[] {
  return Object.values(node.props ?? {}).flatMap((value) => (value.kind === "i18n" ? [i18n?.[value.key]] : []));
}

function showsOtherTexts(node: PageNode | undefined, before: PageDocument, after: PageDocument): boolean {
  return node !== undefined && !sameItems(shownTexts(node, before), shownTexts(node, after));
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Loading and error of the queries that a node reads, as one value. */
function statusOf(queries: readonly string[]): CompiledTemplate {
  return {
    dependencies: { paths: queries.flatMap((id) => [["queries", id, "loading"], ["queries", id, "error"]]), names: [] },
    run: (scope) => {
      const states = queries.map((id) => (scope.queries as Record<string, { loading?: boolean; error?: { message?: string } | null } | undefined>)[id]);
      return { loading: states.some((state) => state?.loading === true), error: states.find((state) => state?.error)?.error?.message ?? null };
    },
  };
}
