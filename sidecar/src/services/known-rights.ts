// What somebody may do here by their groups, asked of Confluence and remembered in this process for no longer than allowed.
import { HostFailure } from '../adapters/ports.ts';
import { type Role, roleOf } from '../domain/session/roles.ts';
import type { UserKey } from '../domain/user.ts';
import type { ServiceContext } from './service-context.ts';

export interface RightQuestion {
  /** What the answer is remembered by: a session or a token. */
  readonly key: string;
  readonly userKey: string;
  /** Rights known for longer than this are asked again; 0 asks at once. */
  readonly freshMs: number;
  /** What stands where nothing is remembered and a Confluence that does not answer must not stand in the way. */
  readonly withoutAnswer: Role | null;
}

export interface KnownRights {
  /** Null for who has no role any more. Throws `HostFailure` where Confluence cannot be asked. */
  readonly judge: (question: RightQuestion) => Promise<Role | null>;
  readonly remember: (key: string, role: Role) => void;
  readonly forget: (key: string) => void;
}

interface KnownRight {
  readonly role: Role;
  readonly atMs: number;
}

const mostKnown = 10_000;

export function openKnownRights({
  clock,
  identity,
  config,
}: Pick<ServiceContext, 'clock' | 'identity' | 'config'>): KnownRights {
  const known = new Map<string, KnownRight>();
  const nowMs = () => Date.parse(clock.now());

  const remember = (key: string, role: Role): void => {
    forgetOld(known);
    known.set(key, { role, atMs: nowMs() });
  };

  const ask = async ({ key, userKey }: RightQuestion): Promise<Role | null> => {
    const groups = await identity.groupsOf(userKey as UserKey);
    const role = groups === null ? null : roleOf(groups, config.groups);
    if (role === null) known.delete(key);
    else remember(key, role);
    return role;
  };

  return {
    async judge(question) {
      const { key, freshMs, withoutAnswer } = question;
      const right = known.get(key);
      const ageMs = right === undefined ? Number.POSITIVE_INFINITY : nowMs() - right.atMs;
      if (right !== undefined && ageMs >= 0 && ageMs < freshMs) return right.role;
      try {
        return await ask(question);
      } catch (error) {
        if (error instanceof HostFailure && withoutAnswer !== null) return right?.role ?? withoutAnswer;
        throw error;
      }
    },
    remember,
    forget: (key) => void known.delete(key),
  };
}

function forgetOld(known: Map<string, KnownRight>): void {
  for (const key of known.keys()) {
    if (known.size < mostKnown) return;
    known.delete(key);
  }
}
