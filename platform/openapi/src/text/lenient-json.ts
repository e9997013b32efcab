/** JSON text without comments, commas before a closing bracket and raw control characters in strings, as several editors write it. Lines stay. */
export function lenientJson(text: string): string {
  const parts: string[] = [];
  let from = 0;
  const replace = (start: number, end: number, by: string): void => {
    parts.push(text.slice(from, start), by);
    from = end;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') at = inString(text, at, replace);
    else if (char === "/" && text.charAt(at + 1) === "/" || char === "#") {
      const end = text.indexOf("\n", at);
      replace(at, end === -1 ? text.length : end, "");
      at = end === -1 ? text.length : end - 1;
    } else if (char === "/" && text.charAt(at + 1) === "*") {
      const close = text.indexOf("*/", at + 2);
      const end = close === -1 ? text.length : close + 2;
      replace(at, end, text.slice(at, end).replaceAll(/[^\n]+/g, " "));
      at = end - 1;
    } else if (char === ",") {
      const next = afterBlank(text, at + 1);
      if ("}]".includes(text.charAt(next)) && next < text.length) replace(at, at + 1, "");
    }
  }
  return parts.join("") + text.slice(from);
}

/** Index of the closing quote; control characters on the way are escaped. */
function inString(text: string, start: number, replace: (start: number, end: number, by: string) => void): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
    else if (code < 0x20) replace(at, at + 1, JSON.stringify(text.charAt(at)).slice(1, -1));
  }
  return text.length;
}

/** What follows after space and comments. */
function afterBlank(text: string, start: number): number {
  const blank = /(?:\s+|\/\/[^\n]*|#[^\n]*|\/\*[^]*?\*\/)*/y;
  blank.lastIndex = start;
  blank.exec(text);
  return blank.lastIndex;
}
