// Names as other systems write them, turned into what may be looked up here: DOMAIN\user, user@domain, plain.

/**
 * The names to try, in order, for a cell such as `CORP\mara`, `mara@corp.example` or `mara`; the whole of it first, as
 * usernames may contain either sign. The part before an `@` is a username only where its domain is declared as one: the
 * same local part elsewhere may be somebody else.
 */
export function namesOf(cell: string, domains: ReadonlySet<string>): readonly string[] {
  const text = cell.trim();
  if (text === '') return [];
  const backslash = text.indexOf('\\');
  if (backslash > 0) {
    const user = text.slice(backslash + 1);
    return user === '' || user.includes('\\') ? [text] : [text, user];
  }
  const at = text.lastIndexOf('@');
  if (at > 0 && domains.has(text.slice(at + 1).toLowerCase())) return [text, text.slice(0, at)];
  return [text];
}
