/**
 * Turns a redirect of the backend to itself into one through the gateway, so that callers neither learn its address nor leave
 * their way in; other targets pass. `prefix` is `/<space>/<connector>/<stage>`.
 */
export function rewriteLocation(location: string, origin: string, basePath: string, prefix: string): string {
  if (!URL.canParse(location, origin)) return location;
  const target = new URL(location, origin);
  if (target.origin !== origin) return location;
  const isRelative = !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(location);
  if (isRelative) return location;
  const below = target.pathname === basePath || target.pathname.startsWith(`${basePath}/`) ? target.pathname.slice(basePath.length) : target.pathname;
  return `${prefix}${below}${target.search}${target.hash}`;
}
