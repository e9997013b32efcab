import type { ReactNode } from "react";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { useText } from "../i18n/index.ts";
import { EntrancePage } from "./EntrancePage.tsx";
import { LoginFields } from "./LoginFields.tsx";
import { messages } from "./messages.ts";
import { returnAddress } from "./return-address.ts";
import { useSessionQuery, useTakeSession } from "./use-session.ts";

/** `/login?from=<address within the app>` */
export function Component(): ReactNode {
  const t = useText(messages);
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const take = useTakeSession();
  const session = useSessionQuery();
  const target = returnAddress(search.get("from"));
  if (session.data) return <Navigate to={target} replace />;
  return (
    <EntrancePage title={t("loginTitle")}>
      <LoginFields
        onLogin={(next) => {
          take(next);
          void navigate(target, { replace: true });
        }}
      />
    </EntrancePage>
  );
}
