/** Keeps what was typed into a long form over a reload; secrets stay out of it. */
export interface Draft {
  read(): Record<string, unknown> | undefined;
  write(values: Record<string, unknown>): void;
  clear(): void;
}

const secretNames = /^(password|secret|token|value|credential)$/i;

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (secretNames.test(name) ? [] : [[name, withoutSecrets(one)]])));
}

/** The draft under `key`, in the tab's session storage. Content that does not parse counts as none. */
export function draftOf(key: string, storage: Storage = sessionStorage): Draft {
  const place = `tessera.draft.${key}`;
  return {
    read() {
      const text = storage.getItem(place);
      if (text === null) return undefined;
      try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        storage.removeItem(place);
        return undefined;
      }
    },
    write: (values) => storage.setItem(place, JSON.stringify(withoutSecrets(values))),
    clear: () => storage.removeItem(place),
  };
}
