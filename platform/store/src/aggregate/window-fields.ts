import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import { parseSort } from "../query/sort.ts";
import type { SortField } from "../query/sort.ts";
import type { Options } from "./expression-operators.ts";
import { partitionsOf } from "./partitions.ts";
import type { Partition, PartitionContext } from "./partitions.ts";
import { withField } from "./stages.ts";
import type { StageOutput, Stream } from "./stages.ts";
import { windowColumn, windowOperator } from "./window-columns.ts";
import { parseWindow } from "./window-frame.ts";
import { POSITION_FUNCTIONS } from "./window-functions.ts";
import type { Column } from "./window-functions.ts";

/** One field that the stage adds. */
interface Output {
  readonly path: string;
  readonly column: (partition: Partition) => Column;
}

/** `$setWindowFields`: fields computed over the neighbours of each document in its partition. */
export function windowFieldsStage(source: Stream, specification: Document, options: Options, context: PartitionContext): Stream {
  const { partitionBy, sortBy, output, ...unknown } = specification;
  if (Object.keys(unknown).length > 0) throw new StoreError("UnknownField", `BSON field '$setWindowFields.${Object.keys(unknown)[0]}' is an unknown field.`);
  if (!isDocument(output)) throw new StoreError(output === undefined ? "MissingField" : "TypeMismatch", "the field '$setWindowFields.output' must be an object");
  const order = parseSort(sortBy);
  const outputs = Object.entries(output).map(([path, definition]) => outputOf(path, definition, order, options, context));
  return (function* (): StageOutput {
    for (const partition of partitionsOf(source, partitionBy, order, context)) {
      if (partition === PAUSE) yield PAUSE;
      else yield* withColumns(partition, outputs, context);
    }
  })();
}

function* withColumns(partition: Partition, outputs: readonly Output[], { isTurnOver }: PartitionContext): StageOutput {
  const columns = outputs.map(({ path, column }) => ({ path, values: column(partition) }));
  for (const document of partition.documents) {
    let result: Document = { ...document };
    for (const { path, values } of columns) {
      let next = values.next();
      for (; next.value === PAUSE; next = values.next()) yield PAUSE;
      const value: unknown = next.value ?? null;
      if (path.includes(".")) result = withField(result, path, value);
      else result[path] = value;
    }
    yield result;
    if (isTurnOver()) yield PAUSE;
  }
}

function outputOf(path: string, definition: unknown, order: readonly SortField[], options: Options, context: PartitionContext): Output {
  if (path === "" || path.startsWith("$")) throw new StoreError("FailedToParse", `'${path}' is no name of a field that $setWindowFields may add`);
  const names = isDocument(definition) ? Object.keys(definition).filter((name) => name !== "window") : [];
  const [name] = names;
  if (!isDocument(definition) || name === undefined || names.length > 1) throw new StoreError("FailedToParse", `The field '${path}' must be an object with one window function`);
  const source = { order, operand: definition[name], context };
  const byPosition = POSITION_FUNCTIONS.get(name);
  if (byPosition !== undefined) {
    assertPositional(name, definition, order);
    return { path, column: (partition) => byPosition({ ...source, partition }) };
  }
  const operator = windowOperator(name, options);
  if (operator === undefined) throw new StoreError("FailedToParse", `Unrecognized window function, ${name}`);
  const bounds = parseWindow(definition["window"], order);
  return { path, column: (partition) => windowColumn(operator, bounds, { ...source, partition }) };
}

function assertPositional(name: string, definition: Document, order: readonly SortField[]): void {
  if (definition["window"] !== undefined) throw new StoreError(name.endsWith("ank") || name === "$documentNumber" ? "Location5371601" : "FailedToParse", `${name} does not accept a 'window' field`);
  if (name === "$locf") return;
  const isRank = name === "$rank" || name === "$denseRank";
  if (order.length === 0 || (isRank && order.length > 1)) throw new StoreError("Location5371602", `${name} must be specified with a top level sortBy expression${isRank ? " with exactly one element" : ""}`);
}
