/** Place of a credential in the values of a form, e.g. `["credential"]`. */
export type FieldPath = (string | number)[];

/** An input that was emptied counts as not filled in. */
export function emptyAsAbsent(value: string): string | undefined {
  return value === "" ? undefined : value;
}

/** Attributes of inputs for secrets: browsers neither fill in nor keep them. */
export const secretInput = { autoComplete: "new-password", spellCheck: false } as const;
