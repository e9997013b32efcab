import { useContext, useEffect, useId, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { type Translate, messagesIn } from "../messages/messages.ts";
import { toFlag, toJson, toText } from "../values/read.ts";
import { FormContext } from "./form-context.ts";
import { isBlank } from "./rules.ts";

/** How an input is shown, whatever its value is. */
export interface FieldFrame {
  /** Marks the input as visited: its error shows from now on. */
  visit: () => void;
  /** The error to show now. */
  shownError: string | null;
  disabled: boolean;
  required: boolean;
  label: string;
  help: string;
  /** Name for screen readers where no label is drawn. */
  name: string;
  /** Id of the control; `<id>-note` is the id of the text under it. */
  id: string;
  t: Translate;
}

/** An input's value and how it is shown; shared by all inputs. */
export interface FieldState<T> extends FieldFrame {
  value: T;
  /** Takes over what the person entered and starts the `change` event. */
  change: (value: T) => void;
}

interface FieldOptions<T> {
  /** Reads the `value` property into the input's own type. */
  parse: (given: unknown) => T;
  /** Why a value that is not blank is wrong, or null. */
  check?: (value: T) => string | null;
  /** What bindings may read besides `value` and `valid`. */
  derive?: (value: T) => Record<string, unknown>;
}

/** Value, checks and form membership of an input. It goes back to its `value` property when that changes or on a reset. */
export function useField<T>({ node, props, locale, emit, expose, resetCount }: RenderProps, { parse, check, derive }: FieldOptions<T>): FieldState<T> {
  const form = useContext(FormContext);
  const id = useId();
  const t = messagesIn(locale);
  const initial = parse(props["value"]);
  const origin = `${toJson(initial)}/${resetCount}/${form?.resetCount ?? 0}`;
  const [state, setState] = useState({ origin, value: initial, visited: false });
  const current = state.origin === origin ? state : { origin, value: initial, visited: false };
  if (current !== state) setState(current);

  const required = toFlag(props["required"]);
  const label = toText(props["label"], locale);
  const name = label || node.name;
  const field = toText(props["field"], locale) || node.name;
  const { value } = current;
  const error = isBlank(value) ? (required ? t("rule.required") : null) : (check?.(value) ?? null);

  useExpose(expose, { value, valid: error === null, ...derive?.(value) });
  const report = form?.report;
  const withdraw = form?.withdraw;
  useEffect(
    () => report?.({ node: node.id, field, label: name, value, error, focus: () => document.getElementById(id)?.focus() }),
    [report, node.id, field, name, value, error, id],
  );

  useEffect(() => () => withdraw?.(node.id), [withdraw, node.id]);

  return {
    value,
    change: (next) => {
      setState({ origin, value: next, visited: current.visited });
      emit("change", { value: next });
    },
    visit: () => setState((last) => (last.visited ? last : { ...last, visited: true })),
    shownError: current.visited || (form?.attempts ?? 0) > 0 ? error : null,
    disabled: toFlag(props["disabled"]) || (form?.busy ?? false),
    required,
    label,
    help: toText(props["help"], locale),
    name,
    id,
    t,
  };
}

/** Attributes that tie a control to its label, note and error. */
export function controlAttributes(field: FieldFrame): {
  id: string;
  "aria-label"?: string;
  "aria-required": boolean;
  "aria-invalid": boolean;
  "aria-describedby"?: string;
} {
  const noted = field.shownError !== null || field.help !== "";
  return {
    id: field.id,
    ...(field.label === "" ? { "aria-label": field.name } : {}),
    "aria-required": field.required,
    "aria-invalid": field.shownError !== null,
    ...(noted ? { "aria-describedby": `${field.id}-note` } : {}),
  };
}
