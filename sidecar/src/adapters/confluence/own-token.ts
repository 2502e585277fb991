// When the token we sign in with expires: told by the list of the account's own tokens, where there is one.

/** Confluence writes "never" as the last day of the year 9999. */
const neverYear = 9000;

export interface OwnToken {
  readonly name: string;
  /** Null for a token that never expires. */
  readonly expiresAtMs: number | null;
}

/** Null for anything but a list that tells of a token when it was used and when it expires. */
export function findOwnToken(json: unknown): OwnToken | null {
  if (!Array.isArray(json)) return null;
  // No list says which token asked; it is the one used last, since it was used just now.
  const [last] = json
    .filter(isRow)
    .map(({ name, lastAccessedAt, expiringAt }) => ({
      name: typeof name === 'string' ? name : '',
      usedAtMs: Date.parse(String(lastAccessedAt)) || 0,
      expiresAtMs: Date.parse(String(expiringAt)),
    }))
    .sort((one, other) => other.usedAtMs - one.usedAtMs);
  if (last === undefined || Number.isNaN(last.expiresAtMs)) return null;
  const never = new Date(last.expiresAtMs).getUTCFullYear() > neverYear;
  return { name: last.name, expiresAtMs: never ? null : last.expiresAtMs };
}

function isRow(row: unknown): row is Readonly<Record<string, unknown>> {
  return typeof row === 'object' && row !== null;
}
