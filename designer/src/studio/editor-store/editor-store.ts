import { type AppRecords, type Breakpoint, type Diff, isTesseraError } from "@tessera/contracts";
import { type PushOptions, applyDiff, createHistory, isEmptyDiff, keysOf, pageIds, parseKey } from "@tessera/page";
import { type StoreApi, createStore } from "zustand/vanilla";
import { type Autosave, type AutosaveOptions, type SaveState, createAutosave } from "./autosave.ts";
import type { LeftEdits, UnsentShelf } from "./unsent-shelf.ts";

/** One edit: from the records as they are to what changes. */
export type Edit = (records: AppRecords) => Diff;

/** Something the frame reported about a component. */
export interface FrameProblem {
  node: string | null;
  property: string | null;
  message: string;
}

export interface EditorState {
  app: string;
  records: AppRecords;
  page: string;
  selection: readonly string[];
  breakpoint: Breakpoint;
  save: SaveState;
  canUndo: boolean;
  canRedo: boolean;
  /** Query open in the drawer. */
  openQuery: string | null;
  /** What bindings see now, by id; null until the page was shown. */
  scope: Readonly<Record<string, unknown>> | null;
  problems: readonly FrameProblem[];
  /** The last edit that was refused, for a notice. */
  refusal: Error | null;
  /** Who changed something last, beside me. */
  lastOther: string | null;
  /** The draft was loaded again, with so many records of mine on top; null: the person was told. */
  reloaded: number | null;
  /** Unsent edits survive closing the tab. */
  keptHere: boolean;
  /** Edits that closed tabs could not send, for the person to take up or give up. */
  left: readonly LeftEdits[];
}

export interface EditorActions {
  /** Applies an edit at once, remembers it for undo and saves it soon; false when it was refused. */
  edit: (edit: Edit, options?: PushOptions) => boolean;
  undo: () => void;
  redo: () => void;
  select: (nodes: readonly string[]) => void;
  toggle: (node: string) => void;
  showPage: (page: string) => void;
  setBreakpoint: (breakpoint: Breakpoint) => void;
  showQuery: (query: string | null) => void;
  setScope: (scope: Readonly<Record<string, unknown>>) => void;
  addProblem: (problem: FrameProblem) => void;
  seeOther: (name: string) => void;
  clearRefusal: () => void;
  clearReloaded: () => void;
  /** Takes up edits that a closed tab left. */
  takeLeft: (edits: LeftEdits) => Promise<void>;
  /** Gives them up. */
  dropLeft: (edits: LeftEdits) => void;
}

export type Editor = EditorState & EditorActions;
export type EditorStore = StoreApi<Editor> & { autosave: Autosave; stop: () => void };

export type EditorOptions = Omit<AutosaveOptions, "onRecords" | "onState" | "onReloaded" | "onKept"> & { app: string; shelf?: Pick<UnsentShelf, "left" | "forget"> };

const mostProblems = 50;

/** The state of one open app: its records, what is selected, undo, and saving. One per editor page. */
export function createEditorStore(options: EditorOptions): EditorStore {
  const history = createHistory();
  const firstPage = pageOf(options.draft.records);
  const store = createStore<Editor>()((set, get) => {
    /** Shows records; what is gone cannot stay selected. */
    const show = (records: AppRecords): void => {
      const { page, openQuery, problems, records: before } = get();
      const current = records[`page/${page}`] ? page : pageOf(records);
      set({
        records, page: current,
        selection: current === page ? keepExisting(get().selection, records, page) : [],
        openQuery: openQuery !== null && records[`query/${openQuery}`] ? openQuery : null,
        // The frame reports what is wrong with the component as it is now once more.
        problems: problems.filter(({ node }) => node === null || records[`node/${page}/${node}`] === before[`node/${page}/${node}`]),
        canUndo: history.canUndo, canRedo: history.canRedo,
      });
    };
    const apply = (diff: Diff): void => {
      show(applyDiff(get().records, diff));
      autosave().push(diff);
    };
    const step = (take: "undo" | "redo"): void => {
      const found = history[take](get().records);
      if (!found) return set({ canUndo: history.canUndo, canRedo: history.canRedo });
      const page = pageTouched(found.diff, get().records);
      apply(found.diff);
      // What an undo changes should be seen: go to the page where it happened.
      if (page !== null && page !== get().page && get().records[`page/${page}`]) set({ page, selection: [] });
      set({ canUndo: history.canUndo, canRedo: history.canRedo });
    };
    return {
      app: options.app, records: options.draft.records, page: firstPage, selection: [], breakpoint: "desktop", save: { kind: "saved" }, canUndo: false, canRedo: false,
      openQuery: null, scope: null, problems: [], refusal: null, lastOther: null, reloaded: null, keptHere: true, left: options.shelf?.left ?? [],
      edit(edit, push) {
        try {
          const diff = edit(get().records);
          if (isEmptyDiff(diff)) return true;
          history.push(diff, { at: options.clock.now(), ...push });
          apply(diff);
          return true;
        } catch (error) {
          if (!isTesseraError(error)) throw error;
          set({ refusal: error });
          return false;
        }
      },
      undo: () => step("undo"),
      redo: () => step("redo"),
      select: (nodes) => {
        if (sameList(nodes, get().selection)) return;
        history.seal();
        set({ selection: [...nodes] });
      },
      toggle: (node) => set(({ selection }) => ({ selection: selection.includes(node) ? selection.filter((id) => id !== node) : [...selection, node] })),
      showPage: (page) => {
        if (page === get().page || !get().records[`page/${page}`]) return;
        history.seal();
        set({ page, selection: [], scope: null, problems: [] });
      },
      setBreakpoint: (breakpoint) => set({ breakpoint }),
      showQuery: (query) => set({ openQuery: query }),
      setScope: (scope) => set({ scope }),
      addProblem: (problem) =>
        set(({ problems }) => ({ problems: [problem, ...problems.filter((one) => one.node !== problem.node || one.property !== problem.property)].slice(0, mostProblems) })),
      seeOther: (name) => set({ lastOther: name }),
      clearRefusal: () => set({ refusal: null }),
      clearReloaded: () => set({ reloaded: null }),
      async takeLeft(edits) {
        if (await autosave().adopt(edits.diff)) get().dropLeft(edits);
      },
      dropLeft: (edits) => {
        options.shelf?.forget(edits.tab);
        set(({ left }) => ({ left: left.filter((one) => one !== edits) }));
      },
    };

    function autosave(): Autosave {
      return saver;
    }
  });
  const saver = createAutosave({
    ...options,
    onRecords: (records) => {
      const state = store.getState();
      if (records === state.records) return;
      const page = records[`page/${state.page}`] ? state.page : pageOf(records);
      store.setState({ records, page, selection: keepExisting(page === state.page ? state.selection : [], records, page), canUndo: history.canUndo, canRedo: history.canRedo });
    },
    onState: (save) => store.setState({ save }),
    onReloaded: (reloaded) => store.setState({ reloaded }),
    onKept: (keptHere) => store.setState({ keptHere }),
  });
  return Object.assign(store, { autosave: saver, stop: () => saver.stop() });
}

/** The page to open: the home, else the first one. */
function pageOf(records: AppRecords): string {
  const home = records.app?.home;
  if (typeof home === "string" && records[`page/${home}`]) return home;
  return pageIds(records)[0] ?? "";
}

function keepExisting(selection: readonly string[], records: AppRecords, page: string): readonly string[] {
  const kept = selection.filter((id) => records[`node/${page}/${id}`]);
  return kept.length === selection.length ? selection : kept;
}

function pageTouched(diff: Diff, records: AppRecords): string | null {
  const pages = keysOf(diff).map(parseKey).flatMap((name) => (name !== null && "page" in name ? [name.page] : []));
  return pages.find((page) => records[`page/${page}`]) ?? pages[0] ?? null;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
