// Sessions of people: opened with what Confluence says of them, and their rights asked again, of Confluence, while they last.
import { randomUUID } from 'node:crypto';
import type { Person, PersonCredentials, SessionCookies } from '../adapters/ports.ts';
import type { Role } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import type { SessionRecord, SignedInWith } from '../store/sessions.ts';
import { openKnownBrowsers } from './known-browsers.ts';
import { openKnownRights } from './known-rights.ts';
import type { ServiceContext } from './service-context.ts';
import { openSignIn } from './sign-in.ts';

/** What somebody signs in with: credentials, or the browser's own session at Confluence. */
export type SignInWith = PersonCredentials;
export type BrowserSession = SessionCookies;

type SessionContext = Pick<ServiceContext, 'store' | 'clock' | 'identity' | 'config'>;

export interface Look {
  readonly id: string;
  /** Rights known for longer than this are asked again, as is a session at Confluence; 0 asks at once. */
  readonly freshMs: number;
  /** The browser's own session at Confluence, for people who signed in by it; null where none came. */
  readonly cookies: SessionCookies | null;
  /** What is asked for only stops something: a Confluence that does not answer must not stand in the way. */
  readonly stopsOnly: boolean;
  /** False for who holds on to older cookies: they may be out of date, so a request with present ones decides. */
  readonly mayEnd: boolean;
}

export interface PersonalSession extends SessionRecord {
  /** The number of the token for the API that it stands for. */
  readonly token?: number;
  /** What they may do now. */
  readonly role: Role;
}

export interface Sessions {
  /** Throws `sign_in_refused`, `confluence_session_ended`, `not_allowed` or the failure of a Confluence that cannot be asked. */
  readonly open: (credentials: PersonCredentials, lifetimeMs: number) => Promise<PersonalSession>;
  /** Null when there is no such session any more. Throws `not_allowed` or `confluence_session_ended`, and where it may ends the session. */
  readonly look: (look: Look) => Promise<PersonalSession | null>;
  /** Credentials given again, for what a session alone is not enough for. Throws when they are somebody else's. */
  readonly prove: (session: SessionRecord, credentials: PersonCredentials) => Promise<PersonalSession>;
  readonly end: (session: SessionRecord, why: SessionEnd) => Promise<void>;
}

/** Somebody signed out, lost the right, or is not signed in to Confluence any more. */
export type SessionEnd = 'signed-out' | 'no-role' | 'confluence-session-ended';

const withWords: Readonly<Record<PersonCredentials['kind'], SignedInWith>> = {
  token: 'token',
  password: 'password',
  cookies: 'confluence',
};

/** Rights are remembered in this process only, and no longer than a caller allows. */
export function openSessions(context: SessionContext): Sessions {
  const { store, clock } = context;
  const signIn = openSignIn(context);
  const known = openKnownRights(context);
  const browsers = openKnownBrowsers(context);
  const nowMs = () => Date.parse(clock.now());

  const end = async (session: SessionRecord, why: SessionEnd): Promise<void> => {
    known.forget(session.id);
    browsers.forget(session.id);
    const at = clock.now();
    await store.together(async ({ sessions, audit }) => {
      if (!(await sessions.end(session.id, at))) return;
      await audit.append({ at, actor: session.username, event: 'session.closed', details: { why } });
    });
  };

  const judgeRole = async (session: SessionRecord, { freshMs, stopsOnly, mayEnd }: Look): Promise<Role> => {
    const { id: key, userKey } = session;
    const role = await known.judge({ key, userKey, freshMs, withoutAnswer: stopsOnly ? session.role : null });
    if (role !== null) return role;
    if (mayEnd) await end(session, 'no-role');
    throw new ProductError('not_allowed');
  };

  return {
    async open(credentials, lifetimeMs) {
      const person = await signIn(credentials);
      const openedAt = clock.now();
      const session: SessionRecord = {
        id: randomUUID(),
        ...named(person),
        role: person.role,
        signedInWith: withWords[credentials.kind],
        openedAt,
        endsAt: new Date(nowMs() + lifetimeMs).toISOString(),
        provenAt: credentials.kind === 'cookies' ? null : openedAt,
      };
      const noted = {
        at: openedAt,
        actor: person.username,
        event: 'session.opened',
        details: { with: credentials.kind },
      };
      await store.together(async ({ sessions, audit }) => {
        await sessions.open(session);
        await audit.append(noted);
      });
      known.remember(session.id, person.role);
      if (credentials.kind === 'cookies') browsers.remember(session.id);
      return session;
    },
    async look(look) {
      const session = await store.sessions.find(look.id, clock.now());
      if (session === null) return null;
      if (session.signedInWith === 'confluence' && !look.stopsOnly && !(await browsers.isStillThere(session, look))) {
        if (look.mayEnd) await end(session, 'confluence-session-ended');
        throw new ProductError('confluence_session_ended');
      }
      return { ...session, role: await judgeRole(session, look) };
    },
    async prove(session, credentials) {
      const person = await signIn(credentials);
      const provenAt = clock.now();
      const details = { with: credentials.kind };
      if (person.userKey !== session.userKey) {
        const refused = { ...details, reason: 'other-person' };
        await store.audit.append({ at: provenAt, actor: person.username, event: 'session.refused', details: refused });
        throw new ProductError('sign_in_refused');
      }
      await store.together(async ({ sessions, audit }) => {
        await sessions.prove(session.id, provenAt);
        await audit.append({ at: provenAt, actor: person.username, event: 'session.proven', details });
      });
      return { ...session, role: person.role, provenAt };
    },
    end,
  };
}

function named({
  userKey,
  username,
  displayName,
}: Person): Pick<SessionRecord, 'userKey' | 'username' | 'displayName'> {
  return { userKey, username, displayName };
}
