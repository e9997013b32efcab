import { Expressions } from "../aggregate/expressions.ts";
import { plannedHead } from "../aggregate/pipeline.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { planOf, tallyQuery } from "../query/execute.ts";
import type { Query } from "../query/execute.ts";
import type { IndexPlan, Plan } from "../query/planner.ts";
import { isPoint } from "../query/rows.ts";
import type { Steps } from "../pacing/pause.ts";
import { viewOf } from "../view/view.ts";
import { collationOf, documentField, hintOf, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { queryOf } from "./find.ts";
import { stagesOfRead } from "./view-reads.ts";
import { EMULATED_VERSION } from "./hello.ts";

function indexStage(plan: IndexPlan): Document {
  const isIdPoint = plan.index === undefined && plan.ranges.length === 1 && plan.isExact && plan.ranges.every(isPoint);
  const scan = {
    stage: isIdPoint ? "IDHACK" : "IXSCAN",
    keyPattern: plan.index === undefined ? { _id: 1 } : { ...plan.index.definition.key },
    indexName: plan.index?.definition.name ?? "_id_",
    isMultiKey: plan.hasDuplicates,
    isUnique: plan.index?.definition.unique ?? true,
    direction: plan.isReverse ? "backward" : "forward",
    keyRanges: plan.ranges.length,
  };
  return isIdPoint ? scan : { stage: "FETCH", isFiltered: !plan.isExact, inputStage: scan };
}

/** The winning plan in the shape tools read. */
export function describePlan(plan: Plan, query: Query): Document {
  const access =
    plan.kind === "collection" ? { stage: "COLLSCAN", direction: plan.isReverse ? "backward" : "forward" }
    : plan.kind === "index" ? indexStage(plan)
    : { stage: "OR", inputStages: plan.branches.map(indexStage) };
  if (query.sort.length === 0 || plan.providesSort) return access;
  return { stage: "SORT", sortPattern: Object.fromEntries(query.sort.map(({ path, direction }) => [path, direction])), inputStage: access };
}

function stagesOf(plan: Document): unknown[] {
  return [plan["stage"], ...[plan["inputStage"], ...((plan["inputStages"] as unknown[] | undefined) ?? [])].filter(isDocument).flatMap(stagesOf)];
}

function* explainQuery({ view, db }: CommandContext, name: string, query: Query, verbosity: unknown): Steps<Document> {
  const collection = view.collection(db, name);
  const winningPlan: Document = collection === undefined ? { stage: "EOF" } : describePlan(planOf(view, collection, query), query);
  const reply: Document = {
    queryPlanner: { namespace: `${db}.${name}`, indexFilterSet: false, parsedQuery: query.filter.source, winningPlan, rejectedPlans: [] },
    serverInfo: { version: EMULATED_VERSION },
  };
  if (verbosity !== "queryPlanner" && collection !== undefined) {
    const started = process.hrtime.bigint();
    const { examined, returned } = yield* tallyQuery(view, collection, query);
    const millis = Math.round(Number(process.hrtime.bigint() - started) / 1e6);
    const isScan = stagesOf(winningPlan).includes("COLLSCAN");
    reply["executionStats"] = {
      executionSuccess: true, nReturned: returned, executionTimeMillis: millis, totalKeysExamined: isScan ? 0 : examined, totalDocsExamined: examined,
      executionStages: { ...winningPlan, nReturned: returned, executionTimeMillisEstimate: millis },
    };
  }
  return reply;
}

/** Explains the part of a pipeline that the planner serves. */
export function explainAggregate(context: CommandContext, body: Document): Steps<Document> {
  const target = String(body["aggregate"]);
  const { db, view } = context;
  const pipeline = Array.isArray(body["pipeline"]) ? (body["pipeline"] as unknown[]).filter((stage) => !(isDocument(stage) && ("$out" in stage || "$merge" in stage))) : [];
  const source = { view, db, collection: target, collation: collationOf(body, view.collection(db, target)), variables: variablesOf(body, "let"), ...hintOf(body) };
  const { collection, query } = plannedHead(pipeline, source);
  return explainQuery(context, String(collection), query, "queryPlanner");
}

const VIEW_READS: ReadonlySet<string> = new Set(["find", "count", "distinct"]);

function firstStatementOf(statements: unknown): Document {
  const [statement = {}] = Array.isArray(statements) ? (statements as unknown[]) : [];
  if ((statements !== undefined && !Array.isArray(statements)) || !isDocument(statement)) throw new StoreError("TypeMismatch", "the statements of an explained command must be an array of documents");
  return statement;
}

const explain: Command = {
  kind: "read",
  *run(context): Steps<Document> {
    const command = documentField(context.body, "explain");
    const name = Object.keys(command)[0] ?? "";
    const target = String(command[name]);
    const verbosity = context.body["verbosity"] ?? "allPlansExecution";
    const statement = firstStatementOf(command[`${name}s`]);
    const expressions = new Expressions({}, collationOf(name === "update" || name === "delete" ? statement : command, context.view.collection(context.db, target)));
    if (viewOf(context.view.collection(context.db, target)) !== undefined && VIEW_READS.has(name)) {
      const pipeline = stagesOfRead(command, name === "find" ? "filter" : "query", Infinity);
      return yield* explainAggregate(context, { ...command, aggregate: target, pipeline });
    }
    switch (name) {
      case "find": return yield* explainQuery(context, target, queryOf(command, { filter: "filter", sort: "sort" }, expressions), verbosity);
      case "count": case "distinct": case "findAndModify":
        return yield* explainQuery(context, target, queryOf(command, { filter: "query", sort: "sort" }, expressions), verbosity === "queryPlanner" || name === "findAndModify" ? "queryPlanner" : verbosity);
      case "update": case "delete": {
        return yield* explainQuery(context, target, queryOf({ filter: statement["q"] }, { filter: "filter", sort: "sort" }, expressions), "queryPlanner");
      }
      case "aggregate": return yield* explainAggregate(context, command);
      default: throw new StoreError("CommandNotFound", `Explain failed due to unknown command: ${name}`);
    }
  },
};

/** Telling which index serves a query. */
export const EXPLAIN_COMMANDS: CommandTable = { explain };
