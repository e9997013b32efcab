/** Small deterministic random numbers: a run can be repeated from its seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, `sides`. */
  roll(sides: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }
}

const HEADER_BYTES = 16;
const BODY_AT = 21;
const ODD_NUMBERS = [0, 1, -1, 4, 5, 16, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, -0x80000000, 16_777_217, 48_000_001];
/** BSON element types, known and unknown. */
const TYPES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 0x7f, 0xff];
const BAD_TEXT = [[0xc3, 0x28], [0xff, 0xfe], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0]];

type Mutation = (message: Buffer, dice: Dice, corpus: readonly Buffer[]) => Buffer;

const MUTATIONS: readonly Mutation[] = [
  (message, dice) => changed(message, (copy) => (copy[dice.roll(copy.length)] = dice.roll(256))),
  (message, dice) => changed(message, (copy) => {
    const at = dice.roll(copy.length);
    copy[at] = (copy[at] as number) ^ (1 << dice.roll(8));
  }),
  (message, dice) => changed(message, (copy) => copy.writeInt32LE(dice.pick(ODD_NUMBERS), dice.roll(copy.length - 3))),
  (message, dice) => changed(message, (copy) => (copy[BODY_AT + 4 + dice.roll(Math.max(copy.length - BODY_AT - 4, 1))] = dice.pick(TYPES))),
  (message, dice) => changed(message, (copy) => Buffer.from(dice.pick(BAD_TEXT)).copy(copy, HEADER_BYTES + dice.roll(copy.length - HEADER_BYTES))),
  (message, dice) => {
    const at = HEADER_BYTES + dice.roll(message.length - HEADER_BYTES);
    return Buffer.concat([message.subarray(0, at), message.subarray(at + 1 + dice.roll(8))]);
  },
  (message, dice) => {
    const at = HEADER_BYTES + dice.roll(message.length - HEADER_BYTES);
    const from = dice.roll(message.length);
    return Buffer.concat([message.subarray(0, at), message.subarray(from, from + dice.roll(64)), message.subarray(at)]);
  },
  (message, dice, corpus) => {
    const other = dice.pick(corpus);
    return Buffer.concat([message.subarray(0, HEADER_BYTES + dice.roll(message.length - HEADER_BYTES)), other.subarray(dice.roll(other.length))]);
  },
  (message, dice) => changed(message, (copy) => {
    const [from, to] = [BODY_AT + dice.roll(copy.length - BODY_AT), BODY_AT + dice.roll(copy.length - BODY_AT)];
    copy.copy(copy, to, from, from + dice.roll(16));
  }),
];

function changed(message: Buffer, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(message);
  change(copy);
  return copy;
}

/** One to four changes of a recorded message; most keep its lengths right, so that what is behind them is reached. Only `isLast` may lose framing. */
export function mutate(corpus: readonly Buffer[], dice: Dice, isLast: boolean): Buffer {
  let message: Buffer = dice.pick(corpus);
  for (let count = 1 + dice.roll(4); count > 0 && message.length > BODY_AT + 5; count--) message = dice.pick(MUTATIONS)(message, dice, corpus);
  if (message.length < BODY_AT + 5) return isLast ? message : dice.pick(corpus);
  if (isLast && dice.roll(2) === 0) return message;
  const repaired = Buffer.from(message);
  repaired.writeInt32LE(repaired.length, 0);
  if (dice.roll(4) > 0) {
    repaired.writeInt32LE(2013, 12);
    repaired.writeInt32LE(0, 16);
    repaired[20] = 0;
    repaired.writeInt32LE(repaired.length - BODY_AT, BODY_AT);
    repaired[repaired.length - 1] = 0;
  }
  return repaired;
}
