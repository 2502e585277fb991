// The attributes of an account: those its directory keeps by itself, and over them those that applications wrote.
import type { Account } from './model.ts';

/** Times are epoch milliseconds as text; one that is missing is unknown. */
export function readAttributes(account: Account): Map<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>([
    ['requiresPasswordChange', ['false']],
    ['invalidPasswordAttempts', ['0']],
    ['passwordLastChanged', [String(Math.round(account.createdEpochMs))]],
  ]);
  const seen = account.lastAuthenticatedEpochMs;
  if (seen !== null) attributes.set('lastAuthenticated', [String(Math.round(seen))]);
  for (const [name, values] of account.attributes) attributes.set(name, values);
  return attributes;
}

/** First and last name as given, or as the display name says. */
export function readNames(account: Account): { firstName: string; lastName: string } {
  const blank = account.displayName.lastIndexOf(' ');
  return {
    firstName: account.firstName ?? account.displayName.slice(0, Math.max(blank, 0)),
    lastName: account.lastName ?? account.displayName.slice(blank + 1),
  };
}
