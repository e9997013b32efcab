import { startBackend } from "./backend.ts";

/** An OAuth 2.0 token endpoint. */
export interface TokenEndpoint {
  url: string;
  requests: { authorization: string | undefined; form: URLSearchParams }[];
  /** What is answered to the next requests; by default a new token each time. */
  answer: (index: number) => { status: number; body: string; delayed?: Promise<void> };
}

export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const endpoint: TokenEndpoint = { url: "", requests: [], answer: (index) => ({ status: 200, body: JSON.stringify({ access_token: `token-${index}`, token_type: "Bearer", expires_in: 3600 }) }) };
  const backend = await startBackend((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += String(chunk)));
    request.on("end", async () => {
      endpoint.requests.push({ authorization: request.headers.authorization, form: new URLSearchParams(text) });
      const { status, body, delayed } = endpoint.answer(endpoint.requests.length);
      await delayed;
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  endpoint.url = `${backend.url}/token`;
  return endpoint;
}
