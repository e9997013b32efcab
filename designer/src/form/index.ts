export { Confirm } from "./Confirm.tsx";
export { ConfirmByName } from "./ConfirmByName.tsx";
export { draftOf } from "./draft.ts";
export { FormDialog } from "./FormDialog.tsx";
export { GrowingTextArea } from "./GrowingTextArea.tsx";
export { nameFrom } from "./name-from.ts";
export { pointerSegments, problemFields } from "./problem-fields.ts";
export { ProblemForm } from "./ProblemForm.tsx";
export { useRules } from "./rules.ts";
