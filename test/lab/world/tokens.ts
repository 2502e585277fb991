// Personal access tokens: they carry all rights of their owner and die with the owner or their term.
import { randomBytes } from 'node:crypto';
import { DAY_MS } from '../clock.ts';
import { tell } from './change.ts';
import type { Token, User, World } from './model.ts';
import { isActive } from './views.ts';

export function issueToken(
  world: World,
  user: User,
  wish: { name: string; expirationDays: number | null; raw?: string },
): Token {
  const createdEpochMs = world.clock.nowMs();
  const token: Token = {
    id: world.nextNumber(),
    raw: wish.raw ?? randomBytes(33).toString('base64'),
    name: wish.name,
    userKey: user.userKey,
    createdEpochMs,
    expiringEpochMs: wish.expirationDays === null ? null : createdEpochMs + wish.expirationDays * DAY_MS,
    lastUsedEpochMs: null,
  };
  world.tokens.set(token.raw, token);
  tell(world, { kind: 'token', what: 'added', token });
  return token;
}

/** The owner, if the token is known, not expired, and its owner active. Notes the use. */
export function redeemToken(world: World, raw: string): User | undefined {
  const token = world.tokens.get(raw);
  if (token === undefined) return undefined;
  const nowEpochMs = world.clock.nowMs();
  if (token.expiringEpochMs !== null && token.expiringEpochMs <= nowEpochMs) return undefined;
  const user = world.usersByKey.get(token.userKey);
  if (user === undefined || !isActive(user)) return undefined;
  token.lastUsedEpochMs = nowEpochMs;
  tell(world, { kind: 'token', what: 'updated', token });
  return user;
}

export function dropToken(world: World, token: Token): void {
  world.tokens.delete(token.raw);
  tell(world, { kind: 'token', what: 'removed', token });
}

export function listTokens(world: World, user: User): Token[] {
  return [...world.tokens.values()].filter((token) => token.userKey === user.userKey);
}
