import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Paced, Steps } from "../pacing/pause.ts";
import { withId } from "../update/compile-update.ts";
import type { PipelineResult } from "./pipeline-source.ts";

const BLOCK_BYTES = 1024 * 1024;

/** All results of a pipeline as BSON in few large blocks: hundreds of thousands of single documents would keep the garbage collector busy. */
export class Results {
  readonly #blocks: Buffer[] = [];
  readonly #places: number[] = [];
  #used = BLOCK_BYTES;

  get count(): number {
    return this.#places.length / 3;
  }

  add(result: PipelineResult): void {
    const { bytes: stored } = result as { bytes?: unknown };
    const bytes = Buffer.isBuffer(stored) ? stored : writeDocument(withId(result as Document));
    if (this.#used + bytes.length > BLOCK_BYTES) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, bytes.length)));
      this.#used = 0;
    }
    bytes.copy(this.#blocks.at(-1) as Buffer, this.#used);
    this.#places.push(this.#blocks.length - 1, this.#used, bytes.length);
    this.#used += bytes.length;
  }

  /** A result and its BSON. */
  at(index: number): { readonly document: Document; readonly bytes: Buffer } {
    const [block, start, length] = this.#places.slice(index * 3, index * 3 + 3) as [number, number, number];
    const bytes = (this.#blocks[block] as Buffer).subarray(start, start + length);
    return { document: readDocument(bytes), bytes };
  }
}

/** Runs a pipeline to its end. */
export function* allResults(items: Paced<PipelineResult>): Steps<Results> {
  const results = new Results();
  for (const item of items) {
    if (item === PAUSE) yield PAUSE;
    else results.add(item);
  }
  return results;
}
