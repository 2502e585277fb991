// What the page knows of the place it stands in: Confluence's administration, or the console that the sidecar serves itself.

/** The node the console is mounted in; null on every page that is not ours. */
export function findMount(): HTMLElement | null {
  return document.getElementById('um-console');
}
