import { useDeferredValue, useMemo, useState } from "react";
import { findPaths } from "./json-tree.ts";

/** The search of a tree: what is looked for, where it is, and which match is the current one. */
export function useTreeSearch(data: unknown) {
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const wanted = useDeferredValue(text);
  const matches = useMemo(() => (wanted === "" ? [] : findPaths(data, wanted)), [data, wanted]);
  const match = matches.length === 0 ? null : (matches[place % matches.length] ?? null);
  return {
    text,
    matches,
    match,
    /** From 1; 0 without matches. */
    place: matches.length === 0 ? 0 : (place % matches.length) + 1,
    search: (next: string) => {
      setText(next);
      setPlace(0);
    },
    step: (by: 1 | -1) => setPlace((last) => (matches.length === 0 ? 0 : (last + by + matches.length) % matches.length)),
  };
}
