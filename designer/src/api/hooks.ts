import type { ApiError, BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from "@tessera/contracts";
import { type InfiniteData, type QueryKey, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult, keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { callApi } from "./client.ts";

type Given<Name extends string, T> = T extends undefined ? { [K in Name]?: undefined } : { [K in Name]: T };
type OptionalGiven<Name extends string, T> = { [K in Name]?: T | undefined };

/** Where a route is called: its path parameters and query. */
export type Input<T extends Route> = Given<"params", ParamsOf<T>> & OptionalGiven<"query", QueryOf<T>>;
/** Input of a change: also its body. */
export type ChangeInput<T extends Route> = Input<T> & Given<"body", BodyOf<T>>;

type AnyCall = (route: Route, input: unknown) => Promise<never>;

/** Cache key of a route; without `input` it is the prefix of all its answers, for invalidation. */
export function keyOf(route: Route, input?: { params?: unknown; query?: unknown }): QueryKey {
  return input === undefined ? ["api", route.path] : ["api", route.path, input.params ?? null, input.query ?? null];
}

export interface ReadOptions<T extends Route> {
  enabled?: boolean;
  /** Reads again after so many ms, also while the answer says so. */
  refetchMs?: number | false | ((data: ResponseOf<T> | undefined) => number | false);
  /** Shows the previous answer while the input changes. */
  keepPrevious?: boolean;
}

/** Reads a GET route: `useApi(routes.connectors.get, { params: { connector } })`. */
export function useApi<T extends Route>(route: T, input: Input<T>, options: ReadOptions<T> = {}): UseQueryResult<ResponseOf<T>, ApiError> {
  const { refetchMs } = options;
  return useQuery<ResponseOf<T>, ApiError>({
    queryKey: keyOf(route, input),
    queryFn: ({ signal }) => (callApi as AnyCall)(route, { ...input, signal }),
    enabled: options.enabled ?? true,
    refetchInterval: typeof refetchMs === "function" ? (query) => refetchMs(query.state.data) : (refetchMs ?? false),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Reads ahead what {@link useApi} will ask for with the same input; what fails is asked for again then. */
export function useReadAhead<T extends Route>(route: T): (input: Input<T>) => void {
  const client = useQueryClient();
  return useCallback((input) => void client.prefetchQuery({ queryKey: keyOf(route, input), queryFn: ({ signal }) => (callApi as AnyCall)(route, { ...input, signal }) }), [client, route]);
}

interface Page<Item> {
  items: Item[];
  nextCursor?: string | undefined;
  total?: number | undefined;
}
export type ItemOf<T extends Route> = ResponseOf<T> extends Page<infer Item> ? Item : never;

/** A list read page by page, as {@link useApiList} gives it to `ListPage`. */
export interface ApiList<Item> {
  items: Item[] | undefined;
  total: number | undefined;
  error: ApiError | null;
  isFetching: boolean;
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

/** Reads a list route in pages of `limit`, joined. */
export function useApiList<T extends Route>(route: T, input: Input<T>, options: { limit?: number; enabled?: boolean; refetchMs?: number } = {}): ApiList<ItemOf<T>> {
  const limit = options.limit ?? 200;
  const result: UseInfiniteQueryResult<InfiniteData<Page<ItemOf<T>>>, ApiError> = useInfiniteQuery<Page<ItemOf<T>>, ApiError, InfiniteData<Page<ItemOf<T>>>, QueryKey, string | undefined>({
    queryKey: [...keyOf(route, input), "pages"],
    queryFn: ({ signal, pageParam }) => (callApi as AnyCall)(route, { ...input, query: route.query ? { limit, cursor: pageParam, ...(input.query as object | undefined) } : undefined, signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchMs ?? false,
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => result.data?.pages.flatMap((page) => page.items), [result.data]);
  return {
    items,
    total: result.data?.pages[0]?.total,
    error: result.error,
    isFetching: result.isFetching,
    hasMore: result.hasNextPage,
    loadMore: () => void result.fetchNextPage(),
    reload: () => void result.refetch(),
  };
}

export interface ChangeOptions<T extends Route, Context = ChangeInput<T>> {
  /** Routes whose answers this change makes stale. */
  stales?: readonly Route[];
  onSuccess?: (answer: ResponseOf<T>, input: Context) => void;
}

/** Changes through a route: `const save = useChange(routes.grants.create, { stales: [routes.grants.list] }); save.mutate({ body })`. */
export function useChange<T extends Route>(route: T, options: ChangeOptions<T> = {}): UseMutationResult<ResponseOf<T>, ApiError, ChangeInput<T>> {
  const client = useQueryClient();
  return useMutation<ResponseOf<T>, ApiError, ChangeInput<T>>({
    mutationFn: (input) => (callApi as AnyCall)(route, input),
    onSuccess: async (answer, input) => {
      const stale = Promise.all((options.stales ?? []).map((one) => client.invalidateQueries({ queryKey: keyOf(one) })));
      options.onSuccess?.(answer, input);
      await stale;
    },
  });
}

