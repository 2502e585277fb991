// Who is signed in: kept in the memory of this page alone, and gone with it. The one place that knows how signing in works.
import type { SessionDocument, SignInDocument } from '../../sidecar/src/contract/session.ts';

/** `expired`: somebody was signed in, so what is on the page stays there until they are again. */
export type SessionState =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly user: SessionDocument['user'] }
  | { readonly kind: 'expired'; readonly user: SessionDocument['user'] };

export interface Session {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** What a request carries to be believed. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly begin: (document: SessionDocument) => void;
  /** The sidecar does not know the session any more. */
  readonly end: () => void;
  readonly signOut: () => void;
}

export function createSession(): Session {
  let token: string | null = null;
  let state: SessionState = { kind: 'signed-out' };
  const listeners = new Set<() => void>();
  const change = (next: SessionState, nextToken: string | null): void => {
    state = next;
    token = nextToken;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    headers: () => (token === null ? {} : { authorization: `Bearer ${token}` }),
    begin: ({ accessToken, user }) => change({ kind: 'signed-in', user }, accessToken),
    end() {
      if (state.kind === 'signed-in') change({ kind: 'expired', user: state.user }, null);
    },
    signOut: () => change({ kind: 'signed-out' }, null),
  };
}

/** What goes to `POST /session`: a token where one was given, otherwise name and password. */
export function readCredentials(form: FormData): SignInDocument {
  const text = (name: string): string => String(form.get(name) ?? '');
  const token = text('token').trim();
  return token === '' ? { username: text('username').trim(), password: text('password') } : { token };
}
