import { BSONRegExp, Binary, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp, deserialize, serialize } from "bson";
import type { Document } from "bson";
import type { Dice } from "./mutator.ts";

const ODD_VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 1, 2 ** 31, 1.5, new Double(-0), Number.NaN, Number.POSITIVE_INFINITY, Long.MAX_VALUE, Long.MIN_VALUE, Decimal128.fromString("NaN"), Decimal128.fromString("1E+6144"),
  "", "$", "$a", "$$ROOT", "$$nothing", "a.b.c", ".", "a..b", "__proto__", "constructor", "x".repeat(5_000), [], [[]], [null], [1, "a", {}], {}, { $gt: 1 }, { $in: [] }, { $in: 5 }, { a: { $b: 1 } }, { $where: "1" },
  new Date(Number.NaN), new Date(8.64e15), new MinKey(), new MaxKey(), new Binary(Buffer.alloc(16), 4), new Binary(Buffer.alloc(3), 0), new BSONRegExp("(", ""), new BSONRegExp("^a.*b$", "i"), new BSONRegExp("x y #", "x"),
  new ObjectId(), new Timestamp({ t: 1, i: 1 }), new Code("f()"), Array.from({ length: 500 }, (_, index) => index), Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, index])),
];
const ODD_KEYS: readonly string[] = [
  "_id", "", "a", "a.b", "$set", "$inc", "$push", "$unset", "$rename", "$pull", "$[]", "a.$[x]", "a.$", "$or", "$and", "$not", "$nor", "$elemMatch", "$all", "$size", "$type", "$mod", "$regex", "$options", "$expr", "$exists",
  "$match", "$group", "$sort", "$project", "$unwind", "$lookup", "$facet", "$merge", "$out", "$limit", "$skip", "$replaceRoot", "$addFields", "$sum", "$cond", "$map", "$reduce", "$let", "$function", "$where",
  "lsid", "txnNumber", "autocommit", "startTransaction", "hint", "sort", "limit", "skip", "batchSize", "projection", "collation", "arrayFilters", "let", "upsert", "multi", "new", "fields", "__proto__", "constructor",
];

/** Reads a recorded message as one command, with the documents of its sequences in place. */
export function commandOf(message: Buffer): Document | undefined {
  if (message.length < 26 || message.readInt32LE(12) !== 2013) return undefined;
  const size = message.readInt32LE(21);
  const command = deserialize(message.subarray(21, 21 + size), { promoteValues: false });
  for (let at = 21 + size; at < message.length; ) {
    const end = at + 1 + message.readInt32LE(at + 1);
    const nameEnd = message.indexOf(0, at + 5);
    const documents: Document[] = [];
    for (let from = nameEnd + 1; from < end; from += message.readInt32LE(from)) documents.push(deserialize(message.subarray(from, from + message.readInt32LE(from)), { promoteValues: false }));
    command[message.toString("utf8", at + 5, nameEnd)] = documents;
    at = end;
  }
  return command;
}

/** Writes a command as one message without sequences. */
export function messageOf(command: Document): Buffer {
  const body = serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

type Container = Record<string, unknown>;

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);
}

/** All documents and arrays inside of a command, itself included. */
function containersOf(value: Container): Container[] {
  return [value, ...Object.values(value).filter(isContainer).flatMap(containersOf)];
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isContainer(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])) : value;
}

function put(target: Container, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** One to three changes of what a command says: odd values, odd names, parts of other commands; it stays well-formed BSON. */
export function mutateCommand(commands: readonly Document[], dice: Dice): Document {
  const command = copyOf(dice.pick(commands)) as Document;
  for (let count = 1 + dice.roll(3); count > 0; count--) {
    const target = dice.pick(containersOf(command));
    const keys = Object.keys(target);
    // The command's own name and database stay in most cases: what is behind them is more interesting.
    const from = target === command && dice.roll(10) > 0 ? 1 : 0;
    const key = keys[from + dice.roll(Math.max(keys.length - from, 1))] ?? "a";
    if (key === "$db") continue;
    const kind = dice.roll(5);
    if (kind === 0 && !Array.isArray(target)) put(target, dice.pick(ODD_KEYS), copyOf(target[key] ?? dice.pick(ODD_VALUES)));
    else if (kind === 1 && Array.isArray(target)) target.splice(Number(key), 1);
    else if (kind === 1) delete target[key];
    else if (kind === 2) put(target, Array.isArray(target) ? String(dice.roll(target.length + 1)) : key, copyOf(dice.pick(containersOf(dice.pick(commands)))));
    else if (kind === 3 && !Array.isArray(target)) put(target, key, { [dice.pick(ODD_KEYS)]: copyOf(dice.pick(ODD_VALUES)) });
    else put(target, key, copyOf(dice.pick(ODD_VALUES)));
  }
  return command;
}
