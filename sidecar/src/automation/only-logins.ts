// Whose last login was the only one ever, as far as a source of logins tells.
import type { EvidenceItem } from '../domain/activity/evidence.ts';
import type { Instant, UserKey } from '../domain/user.ts';

export interface OnlyLogins {
  readonly note: (userKey: UserKey, item: EvidenceItem, onlyLogin: boolean | undefined) => void;
  /** When; null where there were more, none, or nobody tells. */
  readonly of: (userKey: UserKey) => Instant | null;
  /** How many a source told of; nothing where it does not tell. */
  readonly countOf: (source: string) => { readonly onlyLogins?: number };
}

export function openOnlyLogins(): OnlyLogins {
  const instants = new Map<UserKey, Instant>();
  const counts = new Map<string, number>();
  return {
    note: (userKey, { source, at }, onlyLogin) => {
      if (onlyLogin === undefined) return;
      const counted = onlyLogin && at !== null && !instants.has(userKey);
      counts.set(source, (counts.get(source) ?? 0) + (counted ? 1 : 0));
      if (onlyLogin && at !== null) instants.set(userKey, at);
    },
    of: (userKey) => instants.get(userKey) ?? null,
    countOf: (source) => {
      const count = counts.get(source);
      return count === undefined ? {} : { onlyLogins: count };
    },
  };
}
