// The menu of Confluence's administration beside the page: its mark goes along when somebody goes from page to page within ours.

/** An entry as Confluence's page has it; the descriptor names its link. */
function findEntry(path: string): HTMLElement | null {
  return document.getElementById(`um-link-${path === '' ? 'start' : path}`);
}

/**
 * Moves the host's mark to the entry of the page with this path, such as `runs`; a page without one stands behind the first. `paths`
 * are all pages. Does nothing where there is no menu, or where what marks an entry cannot be told.
 */
export function markHostMenu(path: string, paths: readonly string[]): void {
  const links = paths.flatMap((one) => findEntry(one) ?? []);
  const to = findEntry(path) ?? findEntry('');
  if (to === null) return;
  // The mark may be at the link or at the item around it.
  moveMark(links, to);
  const item = to.closest('li');
  if (item !== null)
    moveMark(
      links.flatMap((link) => link.closest('li') ?? []),
      item,
    );
}

/** How a host marks an entry is the host's affair and differs by version: the mark is what a single entry has and all others lack. */
function moveMark(entries: readonly Element[], to: Element): void {
  const own = entries.map((entry) => ownOf(entry, entries));
  const [marked, ...more] = own.filter(({ classes, current }) => classes.length > 0 || current !== null);
  // Where each has something of its own, it tells them apart and marks none of them.
  if (marked === undefined || more.length > 0 || marked.entry === to || entries.length < 3) return;
  marked.entry.classList.remove(...marked.classes);
  to.classList.add(...marked.classes);
  if (marked.current === null) return;
  marked.entry.removeAttribute('aria-current');
  to.setAttribute('aria-current', marked.current);
}

function ownOf(entry: Element, entries: readonly Element[]) {
  const others = entries.filter((other) => other !== entry);
  const classes = [...entry.classList].filter((name) => others.every((other) => !other.classList.contains(name)));
  return { entry, classes, current: entry.getAttribute('aria-current') };
}
