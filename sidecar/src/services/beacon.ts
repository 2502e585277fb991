// The page beacon: asks Confluence whose session tells of a page, once a day each, and keeps user key and day alone.
import { createHmac, randomBytes } from 'node:crypto';
import { HostFailure } from '../adapters/ports.ts';
import type { UserKey } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { ServiceContext } from './service-context.ts';

/** A browser that tells of a page: its cookies as they go to Confluence, and those of them that make the session. */
export interface Visit {
  readonly cookies: string;
  readonly session: string;
  readonly address: string;
}

export interface Beacon {
  /**
   * Keeps the day of whoever Confluence knows the session as; of anybody else, and where Confluence cannot be asked,
   * nothing. Throws `too_many_requests` for a user who tells too often, and while too many are being asked about.
   */
  readonly note: (visit: Visit) => Promise<void>;
}

/** What became of asking about a session; the session itself is remembered as a keyed hash only. */
interface Recognition {
  readonly asked: Promise<UserKey | null>;
  readonly day: string;
  untilMs: number;
}

interface Told {
  readonly minute: number;
  count: number;
}

const dayMs = 86_400_000;
/** Whoever is nobody yet may sign in within the same session. */
const forgetNobodyMs = 60_000;
const toldPerMinute = 20;
/** Beyond this the oldest are forgotten: their browsers are asked about once more. */
const mostRemembered = 50_000;
const mostAskedAtOnce = 32;

/** Remembers nothing over a restart. */
export function openBeacon({ identity, store, clock }: Pick<ServiceContext, 'identity' | 'store' | 'clock'>): Beacon {
  const hashKey = randomBytes(32);
  const recognitions = new Map<string, Recognition>();
  const told = new Map<UserKey, Told>();
  let asking = 0;

  const ask = async ({ cookies, address }: Visit, day: string): Promise<UserKey | null> => {
    asking += 1;
    try {
      const person = await identity.recognise({ kind: 'cookies', cookies, address });
      if (person === null) return null;
      await store.beacon.note({ userKey: person.userKey, day });
      return person.userKey;
    } catch (error) {
      if (error instanceof HostFailure) return null;
      throw error;
    } finally {
      asking -= 1;
    }
  };

  /** Two pages of one browser that open together share one question. */
  const recognise = (visit: Visit, nowMs: number): Promise<UserKey | null> => {
    const hash = createHmac('sha256', hashKey).update(visit.session).digest('base64');
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const known = recognitions.get(hash);
    if (known !== undefined && known.day === day && nowMs < known.untilMs) return known.asked;
    if (asking >= mostAskedAtOnce) throw new ProductError('too_many_requests');
    const recognition: Recognition = { asked: ask(visit, day), day, untilMs: nowMs + dayMs };
    remember(recognitions, hash, recognition);
    recognition.asked.then(
      (userKey) => {
        if (userKey === null) recognition.untilMs = nowMs + forgetNobodyMs;
      },
      () => recognitions.delete(hash),
    );
    return recognition.asked;
  };

  return {
    note: async (visit) => {
      const nowMs = Date.parse(clock.now());
      const userKey = await recognise(visit, nowMs);
      if (userKey === null) return;
      const minute = Math.floor(nowMs / 60_000);
      const before = told.get(userKey);
      const counted = before?.minute === minute ? before : { minute, count: 0 };
      counted.count += 1;
      remember(told, userKey, counted);
      if (counted.count > toldPerMinute) throw new ProductError('too_many_requests');
    },
  };
}

function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= mostRemembered) break;
    map.delete(oldest);
  }
}
