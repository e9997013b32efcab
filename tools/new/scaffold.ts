/** What `npm run new -- <kind> <name>` makes: files by path, and what to do next. */
export interface Scaffold {
  files: Record<string, string>;
  /** What was taken from where and what was not, a line each. */
  notes?: string[];
  next: string;
}

/** Options of `npm run new`, of the kind `connector` alone. */
export interface ScaffoldOptions {
  /** File with an OpenAPI document to start from. */
  openapi?: string;
  /** Operation ids, separated by commas: only these are taken. */
  only?: string;
}
