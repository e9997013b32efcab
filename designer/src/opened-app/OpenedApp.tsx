import { routes } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { useParams } from "react-router";
import { callDirectly, useApi } from "../api/index.ts";
import { ErrorPage, ErrorPageOf } from "../feedback/index.ts";
import { LoadingPage } from "../layout/LoadingPage.tsx";
import { useSession, useTakeSession } from "../session/index.ts";
import { AppFrame } from "./AppFrame.tsx";

/** `/apps/:space/:app/*`: an app of the space that the address names; the session moves there first where needed. */
export function Component(): ReactNode {
  const { space = "", app = "" } = useParams();
  const session = useSession();
  const take = useTakeSession();
  const isMember = session.spaces.some(({ name }) => name === space);
  const isHere = session.space === space;
  const { mutate: switchSpace, error } = useMutation({
    mutationFn: () => callDirectly(routes.auth.switchSpace, { body: { space } }),
    onSuccess: take,
  });
  useEffect(() => {
    if (isMember && !isHere) switchSpace();
  }, [isMember, isHere, switchSpace]);
  const playable = useApi(routes.published.get, { params: { app } }, { enabled: isHere });

  if (!isMember) return <ErrorPage kind="not-found" />;
  if (error) return <ErrorPageOf error={error} onRetry={switchSpace} />;
  if (playable.error && !playable.data) return <ErrorPageOf error={playable.error} onRetry={() => void playable.refetch()} />;
  if (!playable.data) return <LoadingPage />;
  return <AppFrame key={`${space}/${app}`} latest={playable.data} />;
}
