// Who a person is, asked of Confluence with that person's own credentials, which are used for it and kept nowhere.
import type { UserKey, Username } from '../../domain/user.ts';

/** What an account signs in with: this product's own, or that of somebody who types it in. */
export type AccountCredentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'password'; readonly username: string; readonly password: string };

/** A browser's own session: its cookies as a `Cookie` header has them, and the address the browser came from. */
export interface SessionCookies {
  readonly kind: 'cookies';
  readonly cookies: string;
  readonly address: string;
}

export type PersonCredentials = AccountCredentials | SessionCookies;

export interface KnownPerson {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
}

export interface Person extends KnownPerson {
  readonly groups: readonly string[];
}

/** Each throws `HostFailure` where Confluence cannot be asked. */
export interface IdentityPort {
  /** The person behind the credentials; null when Confluence does not know them, or as the anonymous visitor only. */
  readonly recognise: (credentials: PersonCredentials) => Promise<KnownPerson | null>;
  /** The same, with their direct groups. */
  readonly identify: (credentials: PersonCredentials) => Promise<Person | null>;
  /** The direct groups of somebody as the service account sees them now; null for who is gone or cannot sign in. */
  readonly groupsOf: (userKey: UserKey) => Promise<readonly string[] | null>;
}
