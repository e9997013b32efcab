import { Form } from "antd";
import { useEffect, useRef } from "react";

/** Puts the focus into a row's name once the row that was just added stands there; call what it gives before adding. */
export function useAddedRow(list: string, count: number): () => void {
  const form = Form.useFormInstance();
  const awaited = useRef<number>(undefined);
  useEffect(() => {
    if (awaited.current === undefined || count <= awaited.current) return;
    form.focusField([list, awaited.current, "name"]);
    awaited.current = undefined;
  }, [form, list, count]);
  return () => {
    awaited.current = count;
  };
}
