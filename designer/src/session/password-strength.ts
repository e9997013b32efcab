export type Strength = "weak" | "fair" | "good" | "strong";

/** Rough guess cost of a password in bits: distinct characters and their kinds count, repeated and running ones do not. */
export function passwordBits(password: string): number {
  const kinds: [RegExp, number][] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[^\w\s]|_/, 30], [/\s/, 4], [/[^\p{ASCII}]/u, 400]];
  const pool = kinds.reduce((sum, [kind, size]) => (kind.test(password) ? sum + size : sum), 0);
  if (pool === 0) return 0;
  let effective = 0;
  let previous = Number.NaN;
  for (const character of password) {
    const code = character.codePointAt(0) ?? 0;
    effective += Math.abs(code - previous) <= 1 ? 0.25 : 1;
    previous = code;
  }
  const distinct = new Set(password).size;
  return Math.min(effective, distinct * 1.6) * Math.log2(pool);
}

/** How long a password would hold: under 40 bits weak, under 60 fair, under 80 good. */
export function passwordStrength(password: string): Strength {
  const bits = passwordBits(password);
  if (password.length < 10 || bits < 40) return "weak";
  if (bits < 60) return "fair";
  return bits < 80 ? "good" : "strong";
}
