import { type AppBundle, type ComponentManifest, type PageDocument, type TaggedValue, breakpoints, isTesseraError } from "@tessera/contracts";
import { type ScopePath, dependenciesOf } from "../binding/dependencies.ts";
import { bindingMessages } from "../binding/messages.ts";
import { findCycles } from "../graph/cycles.ts";
import { reservedIds } from "../records/id.ts";
import { breakpointOrder } from "../records/keys.ts";
import { ancestorsOf } from "../records/tree.ts";
import { checkNode } from "./check-node.ts";
import { checkTagged } from "./check-text.ts";
import { problemMessages as say } from "./messages.ts";
import { type PageProblem, type Report, called, pageProblemCodes as codes, pointer } from "./problem.ts";

/** Everything wrong in an app, with places: for the studio, for publishing and for imports. */
export function checkBundle(bundle: AppBundle, manifests: Iterable<ComponentManifest>): PageProblem[] {
  const problems: PageProblem[] = [];
  const byType = new Map([...manifests].map((manifest) => [manifest.type, manifest]));
  const reporter = (where: Partial<PageProblem>): Report => (code, path, message, severity = "error") => {
    problems.push({ severity, code, path, message, ...where });
  };
  const report = reporter({});
  const pages = new Set(Object.keys(bundle.pages));
  if (typeof bundle.app.home === "string" && !pages.has(bundle.app.home)) report(codes.homeMissing, "/app/home", say.homeMissing({ page: bundle.app.home }));
  checkUnique(Object.entries(bundle.pages).map(([id, page]) => [pointer("pages", id, "path"), page.path]), (path, value) => report(codes.pathDuplicate, path, say.pathDuplicate({ path: value })));
  for (const [id, page] of Object.entries(bundle.pages)) {
    checkId(id, page.id, pointer("pages", id, "id"), reporter({ page: id }));
    checkPage(bundle, page, id, pages, byType, reporter);
  }
  checkQueries(bundle, reporter);
  return problems;
}

type Reporter = (where: Partial<PageProblem>) => Report;

function checkPage(bundle: AppBundle, page: PageDocument, pageId: string, pages: ReadonlySet<string>, manifests: ReadonlyMap<string, ComponentManifest>, reporter: Reporter): void {
  const known = {
    nodes: new Set(Object.keys(page.nodes)), queries: new Set(Object.keys(bundle.queries)), state: new Set(Object.keys(page.state ?? {})), texts: new Set(Object.keys(page.i18n ?? {})),
  };
  for (const [id, node] of Object.entries(page.nodes)) {
    const report = reporter({ page: pageId, node: id });
    const path = pointer("pages", pageId, "nodes", id);
    checkId(id, node.id, `${path}/id`, report);
    if (ancestorsOf(page.nodes, id).includes(id)) report(codes.parentCycle, `${path}/parent`, say.parentCycle({ node: called(node) }));
    checkNode(node, { page, pages, manifests, known, report, path });
  }
  checkPropCycles(page, pageId, reporter);
  checkUnique(Object.entries(page.nodes).map(([id, node]) => [pointer("pages", pageId, "nodes", id, "name"), node.name]), (path, value) => reporter({ page: pageId })(codes.nameDuplicate, path, say.nodeNameDuplicate({ name: value })));
  for (const breakpoint of breakpointOrder) {
    for (const [id, rect] of Object.entries(page.layout[breakpoint] ?? {})) {
      const report = reporter({ page: pageId, node: id });
      const path = pointer("pages", pageId, "layout", breakpoint, id);
      const { columns } = breakpoints[breakpoint];
      if (!known.nodes.has(id)) report(codes.layoutOrphan, path, say.layoutOrphan({ node: id }), "warning");
      if (rect.x + rect.w > columns) report(codes.layoutOutside, path, say.layoutOutside({ column: rect.x + rect.w, columns }), "warning");
    }
  }
}

function checkQueries(bundle: AppBundle, reporter: Reporter): void {
  const queries = new Set(Object.keys(bundle.queries));
  checkUnique(Object.entries(bundle.queries).map(([id, query]) => [pointer("queries", id, "name"), query.name]), (path, value) => reporter({})(codes.nameDuplicate, path, say.queryNameDuplicate({ name: value })));
  const state = new Set(Object.values(bundle.pages).flatMap((page) => Object.keys(page.state ?? {})));
  const nodes = new Set(Object.values(bundle.pages).flatMap((page) => Object.keys(page.nodes)));
  const cells: { output: ScopePath; reads: readonly ScopePath[]; query: string }[] = [];
  for (const [id, query] of Object.entries(bundle.queries)) {
    const report = reporter({ query: id });
    const path = pointer("queries", id);
    checkId(id, query.id, `${path}/id`, report);
    if (!Object.hasOwn(bundle.app.connectors ?? {}, query.connector)) {
      report(codes.connectorMissing, `${path}/connector`, say.connectorMissing({ query: query.name, connector: query.connector }));
    }
    for (const [name, value] of Object.entries(query.inputs ?? {})) {
      let readable = true;
      checkTagged(value, path + pointer("inputs", name), { nodes, queries, state, texts: new Set() }, [], (code, ...rest) => {
        readable &&= code !== codes.bindingSyntax;
        report(code, ...rest);
      });
      if (readable && value.kind === "binding") cells.push({ query: id, output: ["queries", id], reads: dependenciesOf(value.template).paths });
    }
  }
  const named = new Set<string>();
  for (const [cell, cycle] of findCycles(cells)) {
    if (named.has(cell.query)) continue;
    named.add(cell.query);
    reporter({ query: cell.query })(codes.bindingCycle, pointer("queries", cell.query, "inputs"), say.inputCycle({ path: cycle.join(" → ") }));
  }
}

/** Properties that read each other through what their components publish under the same name, e.g. the values of two inputs. */
function checkPropCycles(page: PageDocument, pageId: string, reporter: Reporter): void {
  const cells: { output: ScopePath; reads: readonly ScopePath[]; node: string; prop: string }[] = [];
  for (const [id, node] of Object.entries(page.nodes)) {
    for (const [prop, value] of Object.entries(node.props ?? {})) {
      const reads = readsOf(value);
      if (reads) cells.push({ output: ["components", id, prop], reads, node: id, prop });
    }
  }
  for (const [{ node, prop }, cycle] of findCycles(cells)) {
    const names = cycle.map((place) => place.replace(/^components\.([^.]+)/, (_all, id: string) => page.nodes[id]?.name ?? id));
    reporter({ page: pageId, node })(codes.bindingCycle, pointer("pages", pageId, "nodes", node, "props", prop), bindingMessages.cycle({ path: names.join(" → ") }));
  }
}

/** What a property reads; null: nothing, or its text cannot be read, which is reported elsewhere. */
function readsOf(value: TaggedValue): readonly ScopePath[] | null {
  if (value.kind !== "binding") return null;
  try {
    return dependenciesOf(value.template).paths;
  } catch (error) {
    if (isTesseraError(error)) return null;
    throw error;
  }
}

function checkId(key: string, id: string, path: string, report: Report): void {
  if (key !== id) report(codes.idMismatch, path, say.idMismatch({ key, id }));
  if (reservedIds.has(key)) report(codes.reservedId, path, say.reservedId({ id: key }));
}

function checkUnique(values: [path: string, value: string][], found: (path: string, value: string) => void): void {
  const seen = new Set<string>();
  for (const [path, value] of values) {
    if (seen.has(value)) found(path, value);
    seen.add(value);
  }
}
