// Whose profile a page of Confluence shows, read off its address: Confluence puts nothing else of it into a static panel.

/** The username, or null where the address names nobody. Both addresses of a profile are understood, at any context path. */
export function readProfile({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string | null {
  const short = /\/display\/~([^/]+)$/.exec(pathname)?.[1];
  if (short !== undefined) return decode(short.replaceAll('+', ' '));
  return new URLSearchParams(search).get('username') || null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
