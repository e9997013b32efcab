import { type Operation, docsScore } from "@tessera/contracts";
import type { Migration } from "../../persistence/migrations.ts";
import { operationDigest, summariesOf } from "./operation.repository.ts";
import { operationWords } from "./operation-words.ts";

const batchSize = 250;

/** Gives operations that were stored before lists searched by words the fields that lists use. */
export const fillOperationFields: Migration = {
  version: 1,
  name: "summaries, words, docs score and digest of operations",
  async up(connection) {
    const operations = connection.collection<{ _id: string; content: string }>("operations");
    for (;;) {
      const found = await operations.find({ digest: { $exists: false } }, { projection: { content: 1 } }).limit(batchSize).toArray();
      if (found.length === 0) return;
      await operations.bulkWrite(
        found.map(({ _id, content }) => {
          const operation = JSON.parse(content) as Operation;
          return { updateOne: { filter: { _id }, update: { $set: { summaries: summariesOf(operation), words: operationWords(operation), score: docsScore(operation).score, digest: operationDigest(operation) } } } };
        }),
      );
    }
  },
};
