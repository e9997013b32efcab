/** The versions that may follow a published one; the first is the usual choice. Null: nothing published yet. */
export function nextVersions(published: string | null): string[] {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(published ?? "") ?? [];
  if (major === undefined) return ["1.0.0"];
  return [`${major}.${minor}.${Number(patch) + 1}`, `${major}.${Number(minor) + 1}.0`, `${Number(major) + 1}.0.0`];
}
