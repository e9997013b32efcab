/** Where a finding belongs besides its pointer. */
export interface Scope {
  /** `GET /alerts`; undefined in shared parts. */
  readonly operation: string | undefined;
}

export const sharedScope: Scope = { operation: undefined };
