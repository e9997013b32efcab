export { CodeBlock } from "./CodeBlock.tsx";
export { CodeEditor } from "./CodeEditor.tsx";
export type { CodeEditorProps } from "./CodeEditor.tsx";
