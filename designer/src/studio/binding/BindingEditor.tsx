import type { OnMount } from "@monaco-editor/react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import MonacoEditor from "../../code/MonacoEditor.tsx";
import { type BindingScope, bindingLanguage, registerBindingLanguage, scopeOfModel } from "./binding-language.ts";
import { useScopeShape } from "./use-scope-types.ts";

interface BindingEditorProps {
  text: string;
  label: string;
  /** Live values by shown names. */
  scope: Readonly<Record<string, unknown>>;
  locals: readonly string[];
  onChange: (text: string) => void;
  /** `refocus`: the person left by a key, so that the focus belongs to the field. */
  onDone: (refocus: boolean) => void;
}

const lineHeight = 20;
const mostLines = 8;

/** Monaco as a small field: grows with its text, completes names of the scope, ends on Esc or when the focus leaves. */
export default function BindingEditor({ text, label, scope, locals, onChange, onDone }: BindingEditorProps): ReactNode {
  const [lines, setLines] = useState(1);
  const shape = useScopeShape(locals);
  const current = useRef<BindingScope>({ values: scope, shape });
  const done = useRef(onDone);
  useEffect(() => {
    current.current = { values: scope, shape };
    done.current = onDone;
  });
  const mount: OnMount = (editor) => {
    const model = editor.getModel();
    if (model) scopeOfModel.set(model, () => current.current);
    const measure = (): void => setLines(Math.min(mostLines, Math.max(1, Math.round(editor.getContentHeight() / lineHeight))));
    editor.onDidContentSizeChange(measure);
    measure();
    editor.onKeyDown((event) => {
      if (event.browserEvent.key !== "Escape" || document.querySelector(".suggest-widget.visible")) return;
      event.preventDefault();
      event.stopPropagation();
      done.current(true);
    });
    editor.onDidBlurEditorWidget(() => done.current(false));
    const end = model?.getFullModelRange().getEndPosition();
    if (end) editor.setPosition(end);
    editor.focus();
  };
  return (
    <div style={{ height: lines * lineHeight }}>
      <MonacoEditor
        height="100%"
        language={bindingLanguage}
        defaultValue={text}
        beforeMount={registerBindingLanguage}
        onMount={mount}
        onChange={(value) => onChange(value ?? "")}
        options={{
          ariaLabel: label, lineNumbers: "off", glyphMargin: false, folding: false, lineDecorationsWidth: 4, lineNumbersMinChars: 0, wordWrap: "on", fontSize: 12.5, lineHeight, padding: { top: 0, bottom: 0 },
          scrollbar: { vertical: "hidden", horizontal: "hidden", handleMouseWheel: false }, overviewRulerBorder: false, hideCursorInOverviewRuler: true, contextmenu: false, quickSuggestions: { other: true, strings: true, comments: false },
          suggest: { showWords: false }, wordBasedSuggestions: "off", tabFocusMode: true, links: false, occurrencesHighlight: "off", matchBrackets: "never",
        }}
      />
    </div>
  );
}
