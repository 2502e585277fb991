// Who is signed in, and how: by a cookie that no script can read at the stand-alone console, by Confluence's own session
// inside Confluence. A token lives in the memory of this page alone. The one place that knows how signing in works.
import type { OpenedSessionDocument, SessionDocument, SignInDocument } from '../../sidecar/src/contract/session.ts';
import { type Api, ApiFault } from './api.ts';
import type { Place } from './host.ts';

export type Role = SessionDocument['role'];
type Person = Pick<SessionDocument, 'user' | 'role'> & {
  /** Whether a password would be taken; left out where nobody has said. */
  readonly passwordSignIn?: boolean | undefined;
};

/** `expired`: somebody was signed in, so what is on the page stays there until they are again. */
export type SessionState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'signed-out'; readonly fault: unknown }
  | ({ readonly kind: 'signed-in' } & Person)
  | ({ readonly kind: 'expired' } & Person);

export interface Session {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** What a request carries to be believed. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly begin: (document: Person & { readonly accessToken?: string | null }) => void;
  /** The sidecar does not know the session any more. */
  readonly end: () => void;
  /** Nobody is signed in; `fault` says why, where that is more than that. */
  readonly leave: (fault?: unknown) => void;
  /** Asks for credentials once more; whether they were given. */
  readonly askForProof: () => Promise<boolean>;
  readonly isProofWanted: () => boolean;
  readonly settleProof: (given: boolean) => void;
}

export function createSession(): Session {
  let token: string | null = null;
  let state: SessionState = { kind: 'opening' };
  let waiting: ((given: boolean) => void)[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const change = (next: SessionState, nextToken: string | null): void => {
    state = next;
    token = nextToken;
    tell();
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    headers: () => (token === null ? {} : { authorization: `Bearer ${token}` }),
    begin: ({ accessToken = null, user, role, passwordSignIn }) =>
      change({ kind: 'signed-in', user, role, passwordSignIn }, accessToken),
    end() {
      if (state.kind === 'signed-in') change({ ...state, kind: 'expired' }, null);
    },
    leave: (fault = null) => change({ kind: 'signed-out', fault }, null),
    askForProof() {
      const answer = new Promise<boolean>((resolve) => waiting.push(resolve));
      tell();
      return answer;
    },
    isProofWanted: () => waiting.length > 0,
    settleProof(given) {
      const asked = waiting;
      waiting = [];
      for (const resolve of asked) resolve(given);
      tell();
    },
  };
}

export interface Door {
  readonly api: Api;
  readonly session: Session;
  readonly place: Pick<Place, 'kind'>;
}

/** Lets in whoever is known already. Throws nothing: what went wrong stands in the session. */
export async function resume({ api, session, place }: Door): Promise<void> {
  try {
    if (place.kind === 'stand-alone') session.begin(await api.get<SessionDocument>('/session'));
    else session.begin(await api.send<OpenedSessionDocument>('POST', '/session', { confluence: true }));
  } catch (error) {
    const nobody = error instanceof ApiFault && error.code === 'not_signed_in';
    if (session.state().kind !== 'expired') session.leave(nobody ? null : error);
    else if (!nobody) throw error;
  }
}

/** Signs in with what a form holds; throws why not. */
export async function signIn({ api, session, place }: Door, form: FormData): Promise<void> {
  const credentials = readCredentials(form);
  const body: SignInDocument = place.kind === 'stand-alone' ? { ...credentials, keep: 'cookie' } : credentials;
  session.begin(await api.send<OpenedSessionDocument>('POST', '/session', body));
}

/** Gives credentials once more, for what a session alone is not enough for; throws why not. */
export async function prove({ api, session }: Door, form: FormData): Promise<void> {
  await api.send<SessionDocument>('POST', '/session/proof', readCredentials(form));
  session.settleProof(true);
}

/** Ends the session on both sides; the page forgets it even if the sidecar cannot be told. */
export async function signOut({ api, session }: Door): Promise<void> {
  await api.send('DELETE', '/session').catch(() => undefined);
  session.leave();
}

/** A token where one was given, otherwise name and password. */
export function readCredentials(form: FormData) {
  const text = (name: string): string => String(form.get(name) ?? '');
  const token = text('token').trim();
  return token === '' ? { username: text('username').trim(), password: text('password') } : { token };
}

const ranks: Readonly<Record<Role, number>> = { helpdesk: 0, auditor: 1, operator: 2, administrator: 3 };

/** Whether a role is enough for what takes the other. */
export function isEnough(held: Role, needed: Role): boolean {
  return ranks[held] >= ranks[needed];
}
