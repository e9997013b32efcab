/** Where to go after login: an address of this app, never of another host. */
export function returnAddress(from: string | null): string {
  if (from === null || !from.startsWith("/") || from.startsWith("//") || from.includes("\\")) return "/";
  const url = new URL(from, "http://app.invalid");
  return url.host === "app.invalid" && !/^\/(login|setup)\b/.test(url.pathname) ? url.pathname + url.search + url.hash : "/";
}
