/**
 * Bounds on what one document may cost. The largest public descriptions known to us (GitHub's) stay under a third of
 * each; what exceeds them is refused or reported, never half read.
 */
export const limits = {
  /** Bytes of a document, before it is decoded. */
  bytes: 64 * 1024 * 1024,
  /** UTF-16 code units of a JSON text. */
  jsonChars: 48 * 1024 * 1024,
  /** UTF-16 code units of a YAML text, which costs ten times the time and memory of JSON. */
  yamlChars: 8 * 1024 * 1024,
  /** Nesting of objects and arrays. */
  depth: 256,
  /** Objects, arrays and scalars, aliases counted as often as they are used. */
  nodes: 8_000_000,
  /** Keys that all `<<` of a YAML document copy together. */
  yamlMergedKeys: 1_000_000,
  /** Rough JSON size that shared parameters, responses and examples may add by being written out at each use. */
  inlinedChars: 96 * 1024 * 1024,
  /** References that lead to references. */
  refHops: 32,
  /** Findings of one code that are listed one by one. */
  problemsPerCode: 200,
  /** A regular expression longer than this is kept for the docs but not for validation. */
  patternChars: 2_000,
} as const;
