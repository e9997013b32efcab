import { createContext } from "react";

/** Whether a component already stands on a surface of its own (a card, a dialog), so that what is in it needs no second frame. */
export const SurfaceContext = createContext(false);
