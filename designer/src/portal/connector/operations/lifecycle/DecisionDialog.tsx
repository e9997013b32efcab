import type { OperationPolicy } from "@tessera/contracts";
import { type ReactNode, useState } from "react";
import { ConflictChoice } from "../../../../feedback/index.ts";
import { FormDialog } from "../../../../form/index.ts";
import type { Decide } from "./use-decide.ts";

interface DecisionDialogProps<Values extends object> {
  open: boolean;
  title: string;
  submitText: string;
  danger?: boolean;
  decide: Decide;
  initialValues: Partial<Values>;
  changeOf: (values: Values) => Partial<OperationPolicy>;
  onClose: () => void;
  onSaved: () => void;
  children: ReactNode;
}

/** A form for one part of a decision; when somebody else decided meanwhile, it asks whose counts. */
export function DecisionDialog<Values extends object>({ open, title, submitText, danger, decide, initialValues, changeOf, onClose, onSaved, children }: DecisionDialogProps<Values>): ReactNode {
  const [conflict, setConflict] = useState<Values>();
  const close = () => {
    decide.reset();
    setConflict(undefined);
    onClose();
  };
  const onSuccess = () => {
    onSaved();
    close();
  };
  return (
    <>
      <FormDialog<Values>
        open={open && conflict === undefined}
        title={title}
        submitText={submitText}
        danger={danger ?? false}
        width={600}
        busy={decide.isPending}
        error={decide.error}
        onClose={close}
        initialValues={conflict ?? initialValues}
        onSubmit={(values) => decide.save(changeOf(values), { onSuccess, onConflict: () => setConflict(values) })}
      >
        {children}
      </FormDialog>
      <ConflictChoice
        open={conflict !== undefined}
        onCancel={() => setConflict(undefined)}
        onReload={close}
        onOverwrite={() => {
          if (conflict) decide.saveOver(changeOf(conflict), { onSuccess });
        }}
      />
    </>
  );
}
