import { ApiError, type ApiClient, createApiClient, routes } from "@tessera/contracts";
import { QueryClient } from "@tanstack/react-query";
import { currentLocale } from "../i18n/index.ts";
import { reauthentication } from "./reauthentication.ts";

/** Key of the session in the query cache; the rest of the app reads it by `useSession`. */
export const sessionKey = ["session"] as const;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What a person can fix does not get better by asking again.
      retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

/** The server words errors and findings in the language of the screen, which need not be the browser's. */
function ownHeaders(): Record<string, string> {
  const token = queryClient.getQueryData<{ csrfToken: string | null }>(sessionKey)?.csrfToken;
  return { "accept-language": currentLocale(), ...(token ? { "x-csrf-token": token } : {}) };
}

/** The API as it answers, without waiting for a new login when the session is over. */
export const callDirectly: ApiClient = createApiClient({ origin: "", headers: ownHeaders });

/**
 * The API. When the session is over, asks the person to log in again on top of the page and repeats the call, so that
 * nothing typed is lost; rejects with the first error when they decline. A stale CSRF token is renewed once.
 */
export const callApi: ApiClient = async (route, ...input) => {
  try {
    return await callDirectly(route, ...input);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401 && queryClient.getQueryData(sessionKey)) {
      if (await reauthentication.request()) return callDirectly(route, ...input);
    } else if (error.status === 403 && /csrf/.test(error.problem.code)) {
      queryClient.setQueryData(sessionKey, await callDirectly(routes.auth.session));
      return callDirectly(route, ...input);
    }
    throw error;
  }
};
