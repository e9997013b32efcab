import { type Diff, diffSchema } from "@tessera/contracts";
import type { UnsentStore } from "./autosave.ts";

/** Unsent edits of an app in the tab's session storage: they survive a reload, and two tabs do not mix theirs. */
export function unsentStoreOf(app: string, storage: Storage = sessionStorage): UnsentStore {
  const place = `tessera.unsent.${app}`;
  return {
    read(): Diff | null {
      const text = storage.getItem(place);
      if (text === null) return null;
      try {
        const parsed = diffSchema.safeParse(JSON.parse(text));
        return parsed.success ? parsed.data : null;
      } catch (error) {
        if (error instanceof SyntaxError) return null;
        throw error;
      }
    },
    write(diff) {
      if (diff === null) storage.removeItem(place);
      else storage.setItem(place, JSON.stringify(diff));
    },
  };
}
