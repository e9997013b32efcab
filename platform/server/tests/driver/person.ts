import { type ApiClient, ApiError, type Locale, type Problem, type Route, type SessionView, apiPrefix, createApiClient, routes } from "@tessera/contracts";

/** Somebody with a session or an API token; every answer is checked against the contract. */
export class Person {
  readonly url: string;
  readonly call: ApiClient;
  readonly headers: Record<string, string>;
  session: SessionView | undefined;

  constructor(url: string, headers: Record<string, string>) {
    this.url = url;
    this.headers = headers;
    const call = createApiClient({ origin: url, headers: () => this.headers });
    this.call = (async (route: Route, input: never) => {
      const answer: unknown = await call(route, input);
      // Throws with the field that is not as the contract says.
      route.response?.parse(answer);
      return answer;
    }) as ApiClient;
  }

  static stranger(url: string): Person {
    return new Person(url, {});
  }

  static async login(url: string, username: string, password: string): Promise<Person> {
    return Person.#start(url, await post(url, routes.auth.login.path, { username, password }));
  }

  static async setUp(url: string, token: string, password: string): Promise<Person> {
    return Person.#start(url, await post(url, routes.auth.setup.path, { token, password }));
  }

  static async #start(url: string, response: Response): Promise<Person> {
    const answer = (await response.json()) as SessionView & Problem;
    if (!response.ok) throw new ApiError(response.status, answer);
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const person = new Person(url, { cookie, "x-csrf-token": answer.csrfToken ?? "" });
    person.session = answer;
    return person;
  }

  withToken(token: string): Person {
    return new Person(this.url, { authorization: `Bearer ${token}` });
  }

  /** The same person with a browser in that language. */
  speaking(locale: Locale): Person {
    const person = new Person(this.url, { ...this.headers, "accept-language": locale });
    person.session = this.session;
    return person;
  }

  /** A request as it is, for what the typed client cannot send. */
  raw(method: string, path: string, init: { body?: string; headers?: Record<string, string> } = {}): Promise<Response> {
    return fetch(this.url + apiPrefix + path, { method, headers: { ...this.headers, ...(init.body === undefined ? {} : { "content-type": "application/json" }), ...init.headers }, ...(init.body === undefined ? {} : { body: init.body }) });
  }
}

/** The problem with which a call is refused. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
  throw new Error("the call was not refused");
}

function post(url: string, path: string, body: unknown): Promise<Response> {
  return fetch(url + apiPrefix + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
