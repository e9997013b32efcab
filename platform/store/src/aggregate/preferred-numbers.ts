import { StoreError } from "../errors.ts";

/** Series of ISO 3 and IEC 60063 and others like them, as whole numbers of one decade. */
const SERIES: Readonly<Record<string, readonly number[]>> = {
  R5: [10, 16, 25, 40, 63],
  R10: [100, 125, 160, 200, 250, 315, 400, 500, 630, 800],
  R20: [100, 112, 125, 140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900],
  R40: [100, 106, 112, 118, 125, 132, 140, 150, 160, 170, 180, 190, 200, 212, 224, 236, 250, 265, 280, 300, 315, 355, 375, 400, 425, 450, 475, 500, 530, 560, 600, 630, 670, 710, 750, 800, 850, 900, 950],
  R80: [
    103, 109, 115, 122, 128, 136, 145, 155, 165, 175, 185, 195, 206, 218, 230, 243, 258, 272, 290, 307, 325, 345, 365, 387, 412, 437, 462, 487, 515, 545, 575, 615, 650, 690, 730, 775, 825, 875, 925, 975,
  ],
  "1-2-5": [10, 20, 50],
  E6: [10, 15, 22, 33, 47, 68],
  E12: [10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82],
  E24: [10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91],
  E48: geometric(48),
  E96: geometric(96),
  // The one number that differs from its rounded power.
  E192: geometric(192).map((number) => (number === 919 ? 920 : number)),
};

function geometric(count: number): number[] {
  return Array.from({ length: count }, (_, position) => Math.round(100 * 10 ** (position / count)));
}

/** Rounds to the next number of a series above or below a number, never to the number itself; 0 stays 0. */
export interface Rounder {
  up(number: number): number;
  down(number: number): number;
}

/** The rounder of a `granularity` of `$bucketAuto`. */
export function rounderOf(granularity: unknown): Rounder {
  if (granularity === "POWERSOF2") {
    return {
      up: (number) => (number === 0 ? 0 : 2 ** (Math.floor(Math.log2(number)) + 1)),
      down: (number) => (number === 0 ? 0 : 2 ** (Math.ceil(Math.log2(number)) - 1)),
    };
  }
  const series = typeof granularity === "string" && Object.hasOwn(SERIES, granularity) ? SERIES[granularity] : undefined;
  if (series === undefined) throw new StoreError("Location40257", `Unknown rounding granularity '${String(granularity)}'`);
  // Division by a power of ten keeps the decimals of small numbers as they are written.
  const scaled = (number: number, exponent: number): number => (exponent < 0 ? number / 10 ** -exponent : number * 10 ** exponent);
  const candidates = (number: number): number[] => {
    const exponent = Math.floor(Math.log10(number / (series[0] as number)));
    return [exponent - 1, exponent, exponent + 1].flatMap((power) => series.map((preferred) => scaled(preferred, power)));
  };
  return {
    up: (number) => (number === 0 ? 0 : (candidates(number).find((candidate) => candidate > number) as number)),
    down: (number) => (number === 0 ? 0 : (candidates(number).findLast((candidate) => candidate < number) as number)),
  };
}
