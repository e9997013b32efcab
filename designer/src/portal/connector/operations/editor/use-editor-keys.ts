import { type RefObject, useEffect, useRef } from "react";
import type { OperationEdit } from "./use-operation-edit.ts";

/** Mod+S saves, Mod+Z undoes, Shift+Mod+Z redoes, wherever the focus is on the page; code editors keep their own undo. */
export function useEditorKeys(body: RefObject<HTMLElement | null>, edit: OperationEdit): void {
  const latest = useRef(edit);
  useEffect(() => {
    latest.current = edit;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      // A dialog above the editor has keys of its own.
      if (target !== null && target !== document.body && !body.current?.contains(target)) return;
      const key = event.key.toLowerCase();
      if (key === "s" || key === "enter") {
        event.preventDefault();
        latest.current.save();
      } else if (key === "z" && !target?.closest(".monaco-editor")) {
        event.preventDefault();
        (event.shiftKey ? latest.current.redo : latest.current.undo)?.();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [body]);
}
