/** Gives the person a file made in the page. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download holds its own reference once started.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
