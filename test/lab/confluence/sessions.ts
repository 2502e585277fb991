// Sessions of browsers: who logged in through the page holds one by its cookie until it is left alone for an hour.
import type { Clock } from '../clock.ts';
import type { User } from '../world/model.ts';

/** The name Tomcat gives its session cookie. */
export const SESSION_COOKIE = 'JSESSIONID';

const IDLE_MS = 60 * 60_000;

export type Sessions = {
  /** Begins a session; gives the cookie's value. */
  open: (user: User) => string;
  /** The user key behind a cookie's value, which counts as use; undefined for sessions that are over or never were. */
  use: (id: string) => string | undefined;
};

/** Runs on the lab's clock; `makeId` gives 32 digits of hexadecimal that nobody guesses. */
export function createSessions(clock: Clock, makeId: () => string): Sessions {
  const sessions = new Map<string, { userKey: string; usedEpochMs: number }>();
  return {
    open: ({ userKey }) => {
      const id = makeId().toUpperCase();
      sessions.set(id, { userKey, usedEpochMs: clock.nowMs() });
      return id;
    },
    use: (id) => {
      const session = sessions.get(id);
      if (session === undefined) return undefined;
      if (clock.nowMs() - session.usedEpochMs > IDLE_MS) {
        sessions.delete(id);
        return undefined;
      }
      session.usedEpochMs = clock.nowMs();
      return session.userKey;
    },
  };
}

/** The value of a cookie in a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const mark = pair.indexOf('=');
    if (mark !== -1 && pair.slice(0, mark).trim() === name) return pair.slice(mark + 1).trim();
  }
  return undefined;
}
