import type { Operation } from "@tessera/contracts";

/** Characters that a word keeps from where it begins; a longer search term is cut. */
const longest = 40;
/** A summary can be a whole page; what stands further in is not searched for. */
const mostWords = 80;

/**
 * What an operation is found by: its texts from each place where a word begins, in lower case, so that a search that begins
 * at a word is a range of an index. `getHostsById` is found by `gethosts`, `hostsBy` and `id`, `列出主机` by each of its characters.
 */
export function operationWords({ id, method, path, summary = "", tags = [], translations = {} }: Pick<Operation, "id" | "method" | "path" | "summary" | "tags" | "translations">): string[] {
  const words = new Set<string>([method.toLowerCase()]);
  const texts = [id, path, ...tags, summary, ...Object.values(translations).flatMap((text) => text.summary ?? [])];
  for (const text of texts) {
    for (const { index } of text.matchAll(wordStarts)) {
      if (words.size >= mostWords) return [...words];
      words.add(text.slice(index, index + longest).toLowerCase());
    }
  }
  return [...words];
}

/** A letter or digit after none, a capital after a small letter or digit, and each character of scripts that write without spaces. */
const wordStarts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?<![\p{L}\p{N}])[\p{L}\p{N}]|(?<=[\p{Ll}\p{N}])\p{Lu}/gu;

/** The words that a search asks for, each the beginning of a word of `operationWords`. */
export function searchTerms(search: string): string[] {
  const terms = search.toLowerCase().split(/\s+/).map((term) => term.replace(/^[^\p{L}\p{N}]+/u, "").slice(0, longest));
  return [...new Set(terms.filter((term) => term !== ""))].slice(0, 10);
}
