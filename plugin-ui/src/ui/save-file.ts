// Gives the browser a file to keep that was made or fetched in the page.

/** `content` goes into the file as it is, text as UTF-8. */
export function saveFile(name: string, content: BlobPart): void {
  const file = content instanceof Blob ? content : new Blob([content], { type: 'text/csv;charset=utf-8' });
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
