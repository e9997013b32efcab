import { Editor, type EditorProps } from "@monaco-editor/react";
import type { ReactNode } from "react";
import { useThemeName } from "../theme/index.ts";
import { codeFontFamily } from "@tessera/components/theme";
import { LoadingPage } from "../layout/LoadingPage.tsx";
import "./monaco.ts";

/** Monaco with our theme and font. Import it through `CodeEditor`, which loads it when first shown. */
export default function MonacoEditor({ options, ...props }: EditorProps): ReactNode {
  const theme = useThemeName();
  return (
    <Editor
      theme={`tessera-${theme}`}
      loading={<LoadingPage />}
      {...props}
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
