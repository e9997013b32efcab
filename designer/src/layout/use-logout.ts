import { routes } from "@tessera/contracts";
import { useCallback } from "react";
import { callDirectly } from "../api/index.ts";
import { useNotice } from "../feedback/index.ts";

/** Ends the session; the whole page is loaded anew, so that nothing of it stays in memory. */
export function useLogout(): () => void {
  const notice = useNotice();
  return useCallback(() => {
    callDirectly(routes.auth.logout).then(() => window.location.assign("/login"), notice.failed);
  }, [notice]);
}
