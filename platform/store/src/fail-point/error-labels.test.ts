import { describe, expect, it } from "vitest";
import type { Document } from "../bson/types.ts";
import { errorLabelsOf } from "./error-labels.ts";
import type { LabelledFailure } from "./error-labels.ts";

const IN_TRANSACTION = { txnNumber: 1, autocommit: false };
const [TRANSIENT, RETRYABLE, RESUMABLE] = ["TransientTransactionError", "RetryableWriteError", "ResumableChangeStreamError"];

describe("labels of failed commands", () => {
  it.each<[string, Document, Partial<LabelledFailure>, unknown[]]>([
    ["a plain write", { insert: "a" }, { code: 91 }, []],
    ["a numbered write that another try may make", { insert: "a", txnNumber: 1 }, { code: 91 }, [RETRYABLE]],
    ["a numbered write that no try can make", { insert: "a", txnNumber: 1 }, { code: 11_000 }, []],
    ["a numbered write without its acknowledgement", { insert: "a", txnNumber: 1 }, { writeConcernCode: 91 }, [RETRYABLE]],
    ["a read in a transaction", { find: "a", ...IN_TRANSACTION }, { code: 91 }, [TRANSIENT]],
    ["a write conflict", { update: "a", ...IN_TRANSACTION }, { code: 112 }, [TRANSIENT]],
    ["a duplicate in a transaction", { insert: "a", ...IN_TRANSACTION }, { code: 11_000 }, []],
    ["a commit at shutdown", { commitTransaction: 1, ...IN_TRANSACTION }, { code: 11_600 }, [RETRYABLE]],
    ["a commit of nothing that is known", { commitTransaction: 1, ...IN_TRANSACTION }, { code: 251 }, [TRANSIENT]],
    ["a commit that may have been made", { commitTransaction: 1, ...IN_TRANSACTION }, { code: 251, writeConcernCode: 91 }, [RETRYABLE]],
    ["a change stream", { getMore: 1 }, { code: 189, isChangeStream: true }, [RESUMABLE]],
    ["a change stream whose history is lost", { getMore: 1 }, { code: 286, isChangeStream: true }, []],
  ])("%s", (_name, body, failure, labels) => {
    expect(errorLabelsOf(body, { code: undefined, isChangeStream: false, ...failure })).toEqual(labels);
  });
});
