import { create } from "zustand";

export type LeftTab = "pages" | "tree" | "components" | "data";
export type EditorDialog = "publish" | "history" | "settings" | "shortcuts" | "addQuery" | null;
/** `fit`: as large as the room allows, at most 100 %. */
export type Zoom = "fit" | number;

interface EditorUi {
  leftTab: LeftTab;
  dialog: EditorDialog;
  zoom: Zoom;
  inspectorTab: string;
  /** Node whose name is being edited in the tree. */
  renaming: string | null;
  setLeftTab: (leftTab: LeftTab) => void;
  setDialog: (dialog: EditorDialog) => void;
  setZoom: (zoom: Zoom) => void;
  setInspectorTab: (inspectorTab: string) => void;
  setRenaming: (renaming: string | null) => void;
}

/** What is open in the editor; not part of the app. */
export const useEditorUi = create<EditorUi>((set) => ({
  leftTab: "components",
  dialog: null,
  zoom: "fit",
  inspectorTab: "properties",
  renaming: null,
  setLeftTab: (leftTab) => set({ leftTab }),
  setDialog: (dialog) => set({ dialog }),
  setZoom: (zoom) => set({ zoom }),
  setInspectorTab: (inspectorTab) => set({ inspectorTab }),
  setRenaming: (renaming) => set({ renaming }),
}));
