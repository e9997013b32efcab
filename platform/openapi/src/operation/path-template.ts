export interface PathTemplate {
  /** Parameter names in order. */
  names: string[];
  /** The path with every parameter as `{}`: two operations of one method and shape cannot be told apart. */
  shape: string;
}

/** Reads `/alerts/{id}`; a text says what is wrong with it. */
export function parsePathTemplate(path: string): PathTemplate | string {
  if (path.length > 2048) return "the path is longer than 2048 characters";
  if (path.includes("?")) return "the path holds '?'; describe what follows as query parameters";
  if (path.includes("#")) return "the path holds '#'";
  if (/\s/.test(path)) return "the path holds a space; write it as %20";
  const names: string[] = [];
  const shape = path.replaceAll(/\{([^{}/]+)\}/g, (_whole, name: string) => {
    names.push(name);
    return "{}";
  });
  if (/[{}]/.test(shape.replaceAll("{}", "")) || /\{\}/.test(path)) return "the braces of the path do not form parameters such as {id}";
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `the path names the parameter '${twice}' more than once`;
  const long = names.find((name) => name.length > 256);
  return long === undefined ? { names, shape } : "the path has a parameter name longer than 256 characters";
}
