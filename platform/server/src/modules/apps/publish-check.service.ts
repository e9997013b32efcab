import { type AppBundle, type MessageParameter, type Operation, UserError } from "@tessera/contracts";
import { checkBundle } from "@tessera/page";
import type { GrantNeed } from "../grants/grant.service.ts";
import { appMessages } from "./app.messages.ts";
import { appInvalid } from "./complete-bundle.ts";
import { takesInput } from "./queries/query-inputs.ts";
import { queryMessages } from "./queries/query.messages.ts";
import type { ServedOperationService } from "./queries/served-operation.service.ts";

interface Finding {
  path: string;
  detail: MessageParameter;
}

/** Operations that the queries of an app call, by connector. */
export type CalledOperations = Map<string, Set<string>>;

/** Checks an app before it is given to end users. */
export class PublishCheck {
  readonly #operations: ServedOperationService;

  constructor(operations: ServedOperationService) {
    this.#operations = operations;
  }

  /**
   * Answers the operations that the app calls. Throws `app.invalid` with the list of what is wrong: in the pages (all but what only
   * the components know, which the studio checks), and queries whose operation or inputs the stages do not serve.
   */
  async check(space: string, name: string, bundle: AppBundle): Promise<CalledOperations> {
    const inPages = checkBundle(bundle, []).filter(({ severity, code }) => severity === "error" && code !== "page.component-unknown");
    const findings: Finding[] = inPages.map(({ path, message }) => ({ path, detail: message }));
    const called: CalledOperations = new Map();
    for (const [id, query] of Object.entries(bundle.queries)) {
      const mapping = Object.hasOwn(bundle.app.connectors, query.connector) ? bundle.app.connectors[query.connector] : undefined;
      // A missing mapping is among the findings of the page check.
      if (mapping === undefined) continue;
      const { problems, followUps } = await this.#checkQuery(space, id, query, mapping);
      findings.push(...problems);
      const operations = called.get(mapping.connector) ?? new Set<string>();
      for (const operation of [query.operation, ...followUps]) operations.add(operation);
      called.set(mapping.connector, operations);
    }
    if (findings.length > 0) throw appInvalid(name, findings);
    return called;
  }

  async #checkQuery(space: string, id: string, query: AppBundle["queries"][string], mapping: { connector: string; stage: string }): Promise<{ problems: Finding[]; followUps: string[] }> {
    try {
      const { operation } = await this.#operations.find(space, mapping, query.operation);
      const problems = Object.entries(query.inputs).flatMap(([name, value]) => {
        const path = `/queries/${id}/inputs/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        if (!takesInput(operation, name)) return [{ path, detail: appMessages.inputUnknown({ operation: query.operation, input: name, query: query.name }) }];
        if (value.kind === "static" || value.kind === "binding") return [];
        return [{ path, detail: appMessages.inputKind({ input: name, query: query.name }) }];
      });
      return { problems, followUps: followUpsOf(operation) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { problems: [{ path: `/queries/${id}/operation`, detail: queryMessages.cannotRun({ query: query.name, reason: error.text }) }], followUps: [] };
    }
  }
}

/** Operations that are called about work that this one starts. */
function followUpsOf({ async: declared }: Operation): string[] {
  return [declared?.poll, declared?.result, declared?.cancel].flatMap((named) => (named !== undefined && "operation" in named ? [named.operation] : []));
}

/** The grants that an app needs to call its operations. */
export function grantNeeds(space: string, name: string, called: CalledOperations, source: GrantNeed["source"]): GrantNeed[] {
  return [...called].map(([connector, operations]) => ({ connector, operations: [...operations].sort(), caller: `app:${space}/${name}`, callerName: `${space}/${name}`, source }));
}
