// Whether a browser still has the session at Confluence that ours stands on, asked of Confluence and remembered in this process.
import type { SessionCookies } from '../adapters/ports.ts';
import type { SessionRecord } from '../store/sessions.ts';
import type { ServiceContext } from './service-context.ts';

export interface KnownBrowsers {
  /** Whether the same person is still behind the cookies; who sends none is gone. Throws `HostFailure`. */
  readonly isStillThere: (
    session: Pick<SessionRecord, 'id' | 'userKey'>,
    look: { readonly freshMs: number; readonly cookies: SessionCookies | null },
  ) => Promise<boolean>;
  readonly remember: (id: string) => void;
  readonly forget: (id: string) => void;
}

const mostKnown = 10_000;

export function openKnownBrowsers({ clock, identity }: Pick<ServiceContext, 'clock' | 'identity'>): KnownBrowsers {
  const seenAtMs = new Map<string, number>();
  const nowMs = () => Date.parse(clock.now());

  const remember = (id: string): void => {
    for (const oldest of seenAtMs.keys()) {
      if (seenAtMs.size < mostKnown) break;
      seenAtMs.delete(oldest);
    }
    seenAtMs.set(id, nowMs());
  };

  return {
    async isStillThere({ id, userKey }, { freshMs, cookies }) {
      const ageMs = nowMs() - (seenAtMs.get(id) ?? Number.NEGATIVE_INFINITY);
      if (ageMs >= 0 && ageMs < freshMs) return true;
      const person = cookies === null ? null : await identity.recognise(cookies);
      if (person?.userKey !== userKey) return false;
      remember(id);
      return true;
    },
    remember,
    forget: (id) => void seenAtMs.delete(id),
  };
}
