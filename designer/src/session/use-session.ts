import { type Permission, type SessionView, routes } from "@tessera/contracts";
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import { callDirectly, sessionKey } from "../api/index.ts";

/** The session as the server sees it; errors with 401 when nobody is logged in. */
export function useSessionQuery(): UseQueryResult<SessionView> {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => callDirectly(routes.auth.session, { signal }), staleTime: 60_000, retry: false });
}

/** The session of the person in front of the screen; only below the gate that made sure there is one. */
export function useSession(): SessionView {
  const { data } = useSessionQuery();
  if (!data) throw new Error("useSession is used outside of SessionGate");
  return data;
}

/** Whether the person may do something in this space. */
export function useAllowed(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}

/** Takes over a new session (login, switched space): what was read in the old one is forgotten. */
export function useTakeSession(): (session: SessionView) => void {
  const client = useQueryClient();
  return useCallback(
    (session) => {
      client.removeQueries({ queryKey: ["api"] });
      client.setQueryData(sessionKey, session);
    },
    [client],
  );
}
