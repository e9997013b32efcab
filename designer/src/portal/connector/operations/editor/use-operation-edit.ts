import { ApiError, type DocsScore, type Operation, canonicalJson, docsScore, operationSchema, routes } from "@tessera/contracts";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useChange } from "../../../../api/index.ts";
import { isConflict } from "../../../../feedback/index.ts";
import { useLocalize } from "../../../../i18n/index.ts";
import { type EditHistory, edited, historyOf, redone, undone } from "./edit-history.ts";
import { readDraft, writeDraft } from "./operation-draft.ts";
import { type FieldProblem, problemsOfError, withoutDoubles } from "./field-problems.ts";
import { useFindings } from "./use-findings.ts";

export interface LoadedOperation {
  operation: Operation;
  revision: number;
}

export interface Conflict {
  base: Operation;
  mine: Operation;
  theirs: Operation;
  revision: number;
}

/** Everything that the editor of one operation knows and does. */
export interface OperationEdit {
  operation: Operation;
  /** Of the stored version that the edit began with. */
  revision: number;
  /** `field` groups edits that are one step of undo. */
  update: (field: string, change: (operation: Operation) => Operation) => void;
  dirty: boolean;
  /** The changes were found in this tab after a reload. */
  restored: boolean;
  problems: readonly FieldProblem[];
  error: unknown;
  score: DocsScore;
  saving: boolean;
  save: () => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  discard: () => void;
  conflict: Conflict | undefined;
  /** Saves a version that was made of both. */
  settle: (merged: Operation) => void;
  keepEditing: () => void;
}

export function useOperationEdit(connector: string, loaded: LoadedOperation, onSaved: () => void): OperationEdit {
  const localize = useLocalize();
  const { id } = loaded.operation;
  const [draft] = useState(() => readDraft(connector, id));
  const [base, setBase] = useState<LoadedOperation>(() => (draft === undefined ? loaded : { operation: draft.base, revision: draft.revision }));
  const [history, setHistory] = useState<EditHistory<Operation>>(() => historyOf(draft?.operation ?? loaded.operation));
  const [conflict, setConflict] = useState<Conflict>();
  const operation = history.present;
  const dirty = useMemo(() => canonicalJson(operation) !== canonicalJson(base.operation), [operation, base]);

  useEffect(() => writeDraft(connector, id, dirty ? { operation, base: base.operation, revision: base.revision } : undefined), [connector, id, dirty, operation, base]);
  const sent = useRef<Operation>(undefined);
  const change = useChange(routes.connectors.saveOperation, {
    stales: [routes.connectors.operation, routes.connectors.operations, routes.connectors.get, routes.connectors.readiness, routes.authoring.facets, routes.authoring.docs],
    onSuccess: (saved) => {
      setBase({ operation: saved.operation, revision: saved.revision });
      // What was typed while the save was under way stays unsaved.
      setHistory((current) => (current.present === sent.current && canonicalJson(saved.operation) !== canonicalJson(current.present) ? { ...current, present: saved.operation } : current));
      onSaved();
    },
  });
  const send = (next: Operation, revision: number, from: Operation) => {
    sent.current = next;
    change.mutate(
      { params: { connector, operation: id }, body: { operation: next, revision } },
      {
        onError: (failure) => {
          const theirs = theirsOf(failure);
          if (theirs !== undefined) setConflict({ base: from, mine: next, ...theirs });
        },
      },
    );
  };
  const findings = useFindings(connector, operation);
  const problems = useMemo(
    () => withoutDoubles([...problemsOfError(isConflict(change.error) ? null : change.error), ...findings.map(({ severity, pointer, message }) => ({ severity, pointer, text: localize(message) }))]),
    [change.error, findings, localize],
  );
  const score = useMemo(() => docsScore(operation), [operation]);
  const update = useCallback((field: string, recipe: (operation: Operation) => Operation) => setHistory((current) => edited(current, recipe(current.present), field, Date.now())), []);

  return {
    operation,
    revision: base.revision,
    update,
    dirty,
    restored: draft !== undefined,
    problems,
    error: isConflict(change.error) ? null : change.error,
    score,
    saving: change.isPending,
    save: () => dirty && !change.isPending && send(operation, base.revision, base.operation),
    undo: history.past.length > 0 ? () => setHistory(undone) : undefined,
    redo: history.future.length > 0 ? () => setHistory(redone) : undefined,
    discard: () => setHistory((current) => edited(current, base.operation, "discard", Date.now())),
    conflict,
    settle: (merged) => {
      if (conflict === undefined) return;
      setConflict(undefined);
      setBase({ operation: conflict.theirs, revision: conflict.revision });
      setHistory((current) => edited(current, merged, "conflict", Date.now()));
      send(merged, conflict.revision, conflict.theirs);
    },
    keepEditing: () => setConflict(undefined),
  };
}

/** The stored version that a refused save answered. */
function theirsOf(error: unknown): { theirs: Operation; revision: number } | undefined {
  if (!isConflict(error) || !(error instanceof ApiError)) return undefined;
  const { theirs } = error.problem as { theirs?: { operation?: unknown; revision?: number } | null };
  const operation = operationSchema.safeParse(theirs?.operation);
  return operation.success && theirs?.revision !== undefined ? { theirs: operation.data, revision: theirs.revision } : undefined;
}
