import Database from "better-sqlite3";

type Statement = Database.Statement<unknown[], unknown>;

/** One SQLite connection with its prepared statements; only the store's own writer connection ever writes. */
export class Connection {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Statement>();

  constructor(file: string, options: Database.Options = {}) {
    this.#database = new Database(file, options);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  pragma(sql: string): unknown {
    return this.#database.pragma(sql, { simple: true });
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  run(sql: string, ...parameters: unknown[]): Database.RunResult {
    return this.#prepare(sql).run(...parameters);
  }

  /** First row as an array of columns. */
  row<Row extends unknown[]>(sql: string, ...parameters: unknown[]): Row | undefined {
    return this.#prepare(sql).get(...parameters) as Row | undefined;
  }

  /** All rows as arrays of columns. */
  rows<Row extends unknown[]>(sql: string, ...parameters: unknown[]): Row[] {
    return this.#prepare(sql).all(...parameters) as Row[];
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      // Statements of dropped collections must not pile up in a long-lived process.
      if (this.#statements.size >= 2_000) this.#statements.clear();
      statement = this.#database.prepare<unknown[], unknown>(sql);
      if (statement.reader) statement.raw(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
