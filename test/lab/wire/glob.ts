// Globs over request paths, forgiving on purpose: see `compileGlob`.

/**
 * `?` stands for one character and `*` for any run of characters, slashes included. Once a pattern contains `**`, that
 * one crosses slashes and a single `*` stays within its segment.
 */
export function compileGlob(pattern: string): RegExp {
  const single = pattern.includes('**') ? '[^/]*' : '.*';
  const source = pattern.replaceAll(/\*\*|\*|\?|[^*?]+/g, (part) => {
    if (part === '**') return '.*';
    if (part === '*') return single;
    return part === '?' ? '.' : escapeText(part);
  });
  return new RegExp(`^${source}$`, 's');
}

function escapeText(text: string): string {
  return text.replaceAll(/[.+^${}()|[\]\\/]/g, '\\$&');
}
