import { createContext } from "react";

/** What an input tells the form around it. */
export interface FieldEntry {
  /** Id of the input's node. */
  node: string;
  field: string;
  label: string;
  value: unknown;
  error: string | null;
  focus: () => void;
}

/** The form as the inputs in it see it. */
export interface FormScope {
  /** Reports an input's state; an input keeps its place among the others. */
  report: (entry: FieldEntry) => void;
  /** Takes an input out of the form. */
  withdraw: (node: string) => void;
  /** Grows when the person tries to submit: from then on every error shows. */
  attempts: number;
  /** Grows when the form is reset. */
  resetCount: number;
  busy: boolean;
}

/** The nearest form, null outside of one. */
export const FormContext = createContext<FormScope | null>(null);
