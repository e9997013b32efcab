/** One variable as a row of the form. */
export interface VariableRow {
  name: string;
  value: string;
}

/**
 * Variables in text as `.env` files hold them: `KEY=VALUE` lines, with `export`, comments and quotes; undefined when no line is one, so
 * that other text is pasted as it is.
 */
export function variablesIn(text: string): VariableRow[] | undefined {
  const rows = text.split(/\r?\n/).flatMap((line): VariableRow[] => {
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value: unquoted(value) }];
  });
  return rows.length === 0 ? undefined : rows;
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(value);
  return quoted?.[2] ?? value.replace(/\s+#.*$/, "");
}

/** Rows after pasting at a place: known names get the new values, others are added there; an empty row gives way. */
export function withPasted(rows: readonly (Partial<VariableRow> | undefined)[], at: number, pasted: readonly VariableRow[]): VariableRow[] {
  const next = rows.map((row) => ({ name: row?.name ?? "", value: row?.value ?? "" }));
  const added: VariableRow[] = [];
  for (const row of pasted) {
    const known = [...next, ...added].find(({ name }) => name === row.name);
    if (known === undefined) added.push({ ...row });
    else known.value = row.value;
  }
  const here = next[at];
  const isEmpty = here !== undefined && here.name === "" && here.value === "";
  return [...next.slice(0, at), ...(here === undefined || isEmpty ? [] : [here]), ...added, ...next.slice(at + 1)];
}
