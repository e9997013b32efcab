import { useEffect } from "react";
import { create } from "zustand";

/** One part of where the person is; without `to` it is the page itself. */
export interface Crumb {
  title: string;
  to?: string;
}

interface TrailState {
  crumbs: readonly Crumb[];
  setCrumbs: (crumbs: readonly Crumb[]) => void;
}

export const useTrailStore = create<TrailState>((set) => ({ crumbs: [], setCrumbs: (crumbs) => set({ crumbs }) }));

/**
 * Says where the person is: the breadcrumb of the top bar and the window's title. Each page calls it once, e.g.
 * `useTrail([{ title: t("connectors"), to: "/portal/connectors" }, { title: name }])`.
 */
export function useTrail(crumbs: readonly Crumb[]): void {
  const text = JSON.stringify(crumbs);
  useEffect(() => {
    const trail = JSON.parse(text) as Crumb[];
    useTrailStore.getState().setCrumbs(trail);
    document.title = [...trail.map(({ title }) => title).toReversed(), "Tessera"].join(" · ");
    return () => useTrailStore.getState().setCrumbs([]);
  }, [text]);
}
