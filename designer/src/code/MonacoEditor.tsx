import { Editor, type EditorProps, type OnMount } from "@monaco-editor/react";
import { type ReactNode, useEffect, useRef } from "react";
import { useThemeName } from "../theme/index.ts";
import { codeFontFamily } from "@tessera/components/theme";
import { LoadingPage } from "../layout/LoadingPage.tsx";
import { offerTypes, setJsonSchema } from "./languages.ts";
import "./monaco.ts";

type EditorInstance = Parameters<OnMount>[0];

export interface MonacoEditorProps extends EditorProps {
  /** Declarations of the names that JavaScript in this editor may use, for completion. */
  types?: string;
  /** JSON Schema of the JSON in this editor, for completion and marks. */
  schema?: Record<string, unknown>;
}

/** Monaco with our theme and font. Import it through `CodeEditor`, which loads it when first shown. */
export default function MonacoEditor({ options, types, schema, onMount, ...props }: MonacoEditorProps): ReactNode {
  const theme = useThemeName();
  const editor = useRef<EditorInstance | null>(null);
  const latest = useRef({ types, schema });
  useEffect(() => {
    latest.current = { types, schema };
    if (types !== undefined && editor.current?.hasTextFocus()) offerTypes(types);
    const uri = editor.current?.getModel()?.uri.toString();
    if (uri !== undefined) setJsonSchema(uri, schema);
  }, [types, schema]);
  const mount: OnMount = (mounted, monaco) => {
    editor.current = mounted;
    const uri = mounted.getModel()?.uri.toString();
    if (uri !== undefined && latest.current.schema !== undefined) {
      setJsonSchema(uri, latest.current.schema);
      mounted.onDidDispose(() => setJsonSchema(uri, undefined));
    }
    // One set of names serves all JavaScript editors: it is that of the editor in which the person writes.
    mounted.onDidFocusEditorText(() => latest.current.types !== undefined && offerTypes(latest.current.types));
    onMount?.(mounted, monaco);
  };
  return (
    <Editor
      theme={`tessera-${theme}`}
      loading={<LoadingPage />}
      {...props}
      onMount={mount}
      options={{
        fontFamily: codeFontFamily,
        fontSize: 13,
        lineHeight: 20,
        minimap: { enabled: false },
        scrollBeyondLastLine: false,
        automaticLayout: true,
        tabSize: 2,
        renderLineHighlight: "none",
        overviewRulerLanes: 0,
        fixedOverflowWidgets: true,
        padding: { top: 8, bottom: 8 },
        scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
        ...options,
      }}
    />
  );
}
