import { BSON_TYPE, bsonTypeOf, isDocument, typeName } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { compileFilter, isOperatorDocument } from "../query/filter.ts";
import type { MatchRules } from "../query/filter.ts";
import { compileJsonSchema } from "../query/json-schema.ts";
import { anyAtPath, splitPath } from "../query/paths.ts";

const REASONS: Readonly<Record<string, string>> = {
  $eq: "comparison failed", $ne: "comparison succeeded", $gt: "comparison failed", $gte: "comparison failed", $lt: "comparison failed", $lte: "comparison failed",
  $in: "no matching value found in array", $nin: "matching value found in array", $type: "type did not match", $regex: "regular expression did not match",
  $exists: "path does not exist", $mod: "$mod did not evaluate to expected remainder", $size: "array length was not equal to given size", $all: "array did not contain all specified values",
  $elemMatch: "array did not satisfy the child predicate", $not: "child expression matched",
};

/** Why a document does not match a validator, in the shape of the `details` that MongoDB puts in `errInfo`. */
export function explainFailure(filter: Document, document: Document, rules: MatchRules): Document {
  const failed = Object.keys(filter).flatMap((key, index): { index: number; details: Document }[] => {
    const clause = { [key]: filter[key] };
    return key === "$comment" || compileFilter(clause, rules).test(document) ? [] : [{ index, details: explainClause(key, filter[key], document, rules) }];
  });
  if (Object.keys(filter).length === 1 && failed[0] !== undefined) return failed[0].details;
  return { operatorName: "$and", clausesNotSatisfied: failed };
}

function explainClause(key: string, condition: unknown, document: Document, rules: MatchRules): Document {
  switch (key) {
    case "$jsonSchema": {
      const { title, description } = condition as Document;
      return { operatorName: key, ...(title !== undefined && { title }), ...(description !== undefined && { description }), schemaRulesNotSatisfied: compileJsonSchema(condition)(document) };
    }
    case "$and": case "$or": {
      const clauses = (condition as Document[]).flatMap((clause, index) => (compileFilter(clause, rules).test(document) ? [] : [{ index, details: explainFailure(clause, document, rules) }]));
      return { operatorName: key, clausesNotSatisfied: clauses };
    }
    case "$nor": {
      const satisfied = (condition as Document[]).flatMap((clause, index) => (compileFilter(clause, rules).test(document) ? [{ index, details: { specifiedAs: clause, reason: "child expression matched" } }] : []));
      return { operatorName: key, clausesSatisfied: satisfied };
    }
    case "$expr": return { operatorName: key, specifiedAs: { $expr: condition }, reason: "expression did not match", expressionResult: false };
    default: return explainField(key, condition, document, rules);
  }
}

function explainField(path: string, condition: unknown, document: Document, rules: MatchRules): Document {
  if (!isOperatorDocument(condition)) return fieldFailure("$eq", path, condition, document);
  const operators = Object.keys(condition).filter((operator) => operator !== "$options");
  const failed = operators.flatMap((operator, index): { index: number; details: Document }[] => {
    const single = operator === "$regex" && "$options" in condition ? { $regex: condition["$regex"], $options: condition["$options"] } : { [operator]: condition[operator] };
    return compileFilter({ [path]: single }, rules).test(document) ? [] : [{ index, details: fieldFailure(operator, path, single, document) }];
  });
  return operators.length === 1 && failed[0] !== undefined ? failed[0].details : { operatorName: "$and", clausesNotSatisfied: failed };
}

function fieldFailure(operatorName: string, path: string, condition: unknown, document: Document): Document {
  const values: unknown[] = [];
  anyAtPath(document, splitPath(path), false, (value) => {
    if (value !== undefined) values.push(value);
    return false;
  });
  const head = { operatorName, specifiedAs: { [path]: condition } };
  if (operatorName === "$exists") {
    const isWanted = isDocument(condition) && condition["$exists"] !== false && condition["$exists"] !== 0;
    return { ...head, reason: isWanted ? "path does not exist" : "path does exist" };
  }
  if (values.length === 0) return { ...head, reason: "field was missing" };
  const considered: Document = values.length === 1 ? { consideredValue: values[0] } : { consideredValues: values };
  const type = bsonTypeOf(values[0]);
  return { ...head, reason: REASONS[operatorName] ?? "expression did not match", ...considered, ...(operatorName === "$type" && type !== BSON_TYPE.undefined && { consideredType: typeName(type) }) };
}
