import { useState } from "react";

function stored(place: string): string[] {
  return (localStorage.getItem(place) ?? "").split(",").filter(Boolean);
}

/** Columns of a list that the person does not want to see; remembered in this browser. */
export function useHiddenColumns(list: string): [string[], (hidden: string[]) => void] {
  const place = `tessera.columns.${list}`;
  const [hidden, setHidden] = useState(() => stored(place));
  return [
    hidden,
    (next) => {
      localStorage.setItem(place, next.join(","));
      setHidden(next);
    },
  ];
}
