import { type ArgumentsHost, Catch, type ExceptionFilter } from "@nestjs/common";
import { DefectError, OperationalError, negotiateLocale } from "@tessera/contracts";
import type { Response } from "express";
import type { Logger } from "../logging/logger.ts";
import type { ApiRequest } from "./api-request.ts";
import { toProblem } from "./to-problem.ts";

/** Answers every error as `application/problem+json` and logs those that are not the caller's. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<ApiRequest>(), http.getResponse<Response>());
  }

  answer(thrown: unknown, request: ApiRequest, response: Response): void {
    const { traceId } = request.tessera;
    const locale = negotiateLocale(request.headers["accept-language"]);
    const { problem, headers, cause } = toProblem(thrown, traceId, locale);
    const entry = { traceId, method: request.method, path: request.path, code: cause.code, err: cause };
    if (cause instanceof DefectError) this.#logger.error(entry, cause.message);
    else if (cause instanceof OperationalError) this.#logger.warn(entry, cause.message);
    else this.#logger.debug({ ...entry, err: undefined }, cause.message);
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const unread = !request.complete && problem.status >= 400;
    response.vary("Accept-Language").status(problem.status).set({ ...headers, "Content-Language": locale, "Cache-Control": "no-store", ...(unread ? { Connection: "close" } : {}) }).type("application/problem+json").send(JSON.stringify(problem));
  }
}
