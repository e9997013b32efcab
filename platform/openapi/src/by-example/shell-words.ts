/** How a command line quotes: `bash` as POSIX shells, `cmd` as the Windows prompt. */
export type Shell = "bash" | "cmd";

const separators = /^(?:&&|\|\||[;|&])$/;

/** Browsers and documents mark Windows commands by carets before quotes or line ends. */
export function shellOf(text: string): Shell {
  return /\^(?:\r?\n|")/.test(text) ? "cmd" : "bash";
}

/** The words of each command of a text; an unclosed quote ends with the text. */
export function commandsOf(text: string): string[][] {
  const words = shellOf(text) === "cmd" ? cmdWords(text) : bashWords(text);
  const commands: string[][] = [[]];
  for (const { text: word, quoted } of words) {
    if (!quoted && (separators.test(word) || word === "\n")) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands.filter((command) => command.length > 0);
}

interface Word {
  text: string;
  quoted: boolean;
}

const ansi: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\u0007", b: "\b", f: "\f", v: "\v", e: "\u001b", "\\": "\\", "'": "'", '"': '"', "?": "?" };

function bashWords(text: string): Word[] {
  const words: Word[] = [];
  let word: Word | undefined;
  const add = (part: string, quoted: boolean): void => {
    word ??= { text: "", quoted: false };
    word.text += part;
    word.quoted ||= quoted;
  };
  const end = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const token = /\\\r?\n|`\r?\n|\\([^])|\$'((?:[^'\\]|\\[^])*)(?:'|$)|'([^']*)(?:'|$)|"((?:[^"\\]|\\[^])*)(?:"|$)|(\r?\n)|(\s+)|(&&|\|\||[;|&])|([^\s\\'"$;|&`]+|[$`])/gy;
  for (const [, escaped, ansiText, single, double, newline, space, separator, plain] of text.matchAll(token)) {
    if (escaped !== undefined) add(escaped, true);
    else if (ansiText !== undefined) add(ansiOf(ansiText), true);
    else if (single !== undefined) add(single, true);
    else if (double !== undefined) add(double.replaceAll(/\\(["\\$`]|\r?\n)/g, (_whole, char: string) => (/\n/.test(char) ? "" : char)), true);
    else if (newline !== undefined || separator !== undefined) {
      end();
      words.push({ text: separator ?? "\n", quoted: false });
    } else if (space !== undefined) end();
    else if (plain !== undefined) add(plain, false);
  }
  end();
  return words;
}

/** `$'…'` as bash reads it. */
function ansiOf(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([^]))/g, (whole, u?: string, long?: string, hex?: string, octal?: string, char = "") => {
    const code = u ?? long ?? hex;
    if (code !== undefined) return pointOf(Number.parseInt(code, 16), whole);
    if (octal !== undefined) return pointOf(Number.parseInt(octal, 8), whole);
    return ansi[char as string] ?? whole;
  });
}

function pointOf(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

/** Carets escape one character, also in quotes that carets made; inside of quotes `""` and `\"` are a quote. */
function cmdWords(text: string): Word[] {
  const plain = text.replaceAll(/\^\r?\n(?:\r?\n)?/g, (ends) => (/\n\r?\n$/.test(ends) ? "\n" : " ")).replaceAll(/\^([^])/g, "$1");
  const words: Word[] = [];
  const token = /((?:"(?:[^"\\]|\\"|\\|"")*(?:"|$)|[^\s"])+)|(\r?\n)|\s/gy;
  for (const [, word, newline] of plain.matchAll(token)) {
    if (newline !== undefined) words.push({ text: "\n", quoted: false });
    if (word === undefined) continue;
    const text = word.replaceAll(/"((?:[^"\\]|\\"|\\|"")*)(?:"|$)/g, (_whole, inner: string) => inner.replaceAll(/\\"|""/g, '"').replaceAll("\\\\", "\\"));
    words.push({ text, quoted: word.includes('"') });
  }
  return words;
}
