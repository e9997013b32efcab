import assert from "node:assert/strict";
import { type Answer, DocumentedConnector, type Inputs } from "./documented.ts";
import { Recorder } from "./fixtures.ts";

/** A connector with the running system behind it; each call is checked against the document and kept as a fixture. */
export class Tried {
  readonly #connector: DocumentedConnector;
  readonly #recorder: Recorder;
  readonly #address: string;
  readonly #headers: Record<string, string>;
  readonly #called = new Set<string>();

  constructor(name: string, product: string, address: string, headers: Record<string, string> = {}) {
    this.#connector = new DocumentedConnector(name);
    this.#recorder = new Recorder(name, product);
    this.#address = address;
    this.#headers = headers;
  }

  /** Calls, expects what the document says and the status, and gives the whole answer. */
  async call(operation: string, inputs: Inputs = {}, status = 200, headers = this.#headers): Promise<Answer> {
    const answer = await this.#connector.call(this.#address, operation, inputs, headers);
    assert.equal(answer.status, status, `${operation}: ${JSON.stringify(answer.body)}`);
    this.#recorder.add(operation, inputs, answer, this.#address);
    this.#called.add(operation);
    return answer;
  }

  /** Keeps a secret of the system out of the fixtures; `as` stands in its place. */
  hide(secret: string, as: string): void {
    this.#recorder.hide(secret, as);
  }

  /** Expects that every operation was called, but for `others`. */
  finish(others: readonly string[] = []): void {
    assert.deepEqual([...this.#called, ...others].sort(), this.#connector.imported.operations.map(({ id }) => id).sort());
    this.#recorder.save();
  }
}
