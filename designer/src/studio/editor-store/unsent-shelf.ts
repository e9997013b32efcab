import { type Diff, diffSchema } from "@tessera/contracts";
import type { UnsentStore } from "./autosave.ts";

/** Edits that an earlier tab could not send before it was closed. `at`: when the last of them was made, ms since 1970. */
export interface LeftEdits {
  tab: string;
  at: number;
  diff: Diff;
}

/** Unsent edits of one app, of this person in this space, in this browser. */
export interface UnsentShelf {
  /** Those of this tab. */
  own: UnsentStore;
  /** Those of tabs that are gone, oldest first. */
  left: LeftEdits[];
  /** Forgets the edits of a tab that is gone: they were taken up or given up. */
  forget(tab: string): void;
}

interface Place {
  space: string;
  user: string;
  app: string;
  /** Id of this tab; the same after a reload. */
  tab: string;
  /** Tabs that are open now, this one included; what they hold is theirs. */
  openTabs: ReadonlySet<string>;
  storage: Storage;
  now: () => number;
}

const prefix = "tessera.unsent/";
const longestKeptMs = 60 * 24 * 3_600_000;
/** Longest entry in characters; a browser gives about 5 million to all of the origin. */
const longestEntry = 2_000_000;

/**
 * Keeps unsent edits in `localStorage`, written at once, so that closing the tab or the browser loses nothing. Each tab has
 * an entry of its own; those of other people, spaces and apps are not touched. When there is no room, the oldest left ones
 * of any app make room first.
 */
export function openShelf({ space, user, app, tab, openTabs, storage, now }: Place): UnsentShelf {
  const folder = `${prefix}${[space, user, app].map(encodeURIComponent).join("/")}/`;
  const own = `${folder}${tab}`;
  const keys = (): string[] => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "").filter((key) => key.startsWith(prefix));
  const tabOf = (key: string): string => key.slice(key.lastIndexOf("/") + 1);
  const read = (key: string): Omit<LeftEdits, "tab"> | null => {
    const entry = jsonOf(storage.getItem(key)) as { at?: unknown; diff?: unknown } | null;
    const parsed = diffSchema.safeParse(entry?.diff);
    return parsed.success && typeof entry?.at === "number" ? { at: entry.at, diff: parsed.data } : null;
  };
  /** Entries of closed tabs, oldest first; what cannot be read counts as oldest. */
  const orphans = (): { key: string; at: number }[] => keys().filter((key) => !openTabs.has(tabOf(key))).map((key) => ({ key, at: read(key)?.at ?? 0 })).sort((a, b) => a.at - b.at);
  for (const { key, at } of orphans()) if (now() - at > longestKeptMs) storage.removeItem(key);

  const put = (text: string): boolean => {
    for (;;) {
      try {
        storage.setItem(own, text);
        return true;
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        const [oldest] = orphans();
        if (oldest === undefined) return false;
        storage.removeItem(oldest.key);
      }
    }
  };
  return {
    own: {
      read: () => read(own)?.diff ?? null,
      write(diff) {
        storage.removeItem(own);
        if (diff === null) return true;
        const text = JSON.stringify({ at: now(), diff });
        return text.length <= longestEntry && put(text);
      },
    },
    left: orphans().flatMap(({ key, at }) => {
      const entry = key.startsWith(folder) ? read(key) : null;
      return entry === null ? [] : [{ tab: tabOf(key), at, diff: entry.diff }];
    }),
    forget: (gone) => storage.removeItem(`${folder}${gone}`),
  };
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
