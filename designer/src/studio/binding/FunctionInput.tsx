import { showNamesInFunction, storeIdsInFunction } from "@tessera/page";
import { Typography } from "antd";
import { type ReactNode, useState } from "react";
import { CodeEditor } from "../../code/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { messages } from "./messages.ts";
import { functionProblem } from "./function-problem.ts";
import { useScopeTypes } from "./use-scope-types.ts";

interface FunctionInputProps {
  label: string;
  /** As stored: records named by id. */
  source: string;
  onChange: (source: string) => void;
  /** Further names that the function may read, e.g. `row`. */
  locals?: readonly string[];
}

/** The body of a function in the person's names; its last `return` is the value. */
export function FunctionInput({ label, source, onChange, locals = [] }: FunctionInputProps): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const page = useEditor((editor) => editor.page);
  const [initial] = useState(() => showNamesInFunction(source, { records: store.getState().records, page }));
  const types = useScopeTypes(locals);
  const problem = functionProblem(source, useLocale());
  return (
    <div>
      <CodeEditor
        label={label}
        height={120}
        language="javascript"
        defaultValue={initial}
        types={types}
        onChange={(text) => onChange(storeIdsInFunction(text ?? "", { records: store.getState().records, page }))}
        options={{ lineNumbers: "off", folding: false, lineDecorationsWidth: 4, fontSize: 12.5, placeholder: "return queries.orders.data.length" }}
      />
      <Typography.Text type={problem === null ? "secondary" : "danger"} style={{ fontSize: 12 }} role={problem === null ? undefined : "status"}>
        {problem ?? (locals.length > 0 ? t("functionHelpLocals", { locals: locals.join(", ") }) : t("functionHelp"))}
      </Typography.Text>
    </div>
  );
}
