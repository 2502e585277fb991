// Tokens for the API: made by administrators, shown once, kept as a hash, and never able to do more than their owner may now.
import { createHash, randomBytes } from 'node:crypto';
import { lowerRole, type RankedRole } from '../domain/session/roles.ts';
import type { Instant } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { ApiToken } from '../store/api-tokens.ts';
import { openKnownRights } from './known-rights.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import type { PersonalSession } from './sessions.ts';

/** By this a token is told from everything else that a header may carry, and found by scanners of secrets. */
const prefix = 'um_';
const mostTokens = 100;
const dayMs = 86_400_000;

export interface TokenState {
  readonly token: ApiToken;
  readonly state: 'holds' | 'expired' | 'revoked';
}

export interface WantedToken {
  readonly name: string;
  readonly role: RankedRole;
  readonly days: number;
}

export type TokenOwner = ApiToken['owner'];

/** Makes a token; the text is told now and never again. Throws `too_many_tokens`. */
export async function createToken(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { wanted: { name, role, days }, owner }: { wanted: WantedToken; owner: TokenOwner },
): Promise<TokenState & { readonly text: string }> {
  const text = `${prefix}${randomBytes(32).toString('base64url')}`;
  const createdAt = clock.now();
  const expiresAt = new Date(Date.parse(createdAt) + days * dayMs).toISOString();
  const token = await store.apiTokens.add({ hash: hashOf(text), name, role, owner, createdAt, expiresAt }, mostTokens);
  if (token === null) throw new ProductError('too_many_tokens');
  return { token, state: 'holds', text };
}

export async function listTokens(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  query: { limit: number; before: number | null },
): Promise<readonly TokenState[]> {
  const now = clock.now();
  return (await store.apiTokens.list(query)).map((token) => describe(token, now));
}

/** From now on it opens nothing. Throws `token_not_found`. */
export async function revokeToken(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { id, actor }: { id: number; actor: Actor },
): Promise<TokenState> {
  const at = clock.now();
  const token = await store.apiTokens.revoke({ id, by: actor.username, byToken: actor.token, at });
  if (token === null) throw new ProductError('token_not_found');
  return describe(token, at);
}

function describe(token: ApiToken, now: Instant): TokenState {
  if (token.revokedAt !== null) return { token, state: 'revoked' };
  return { token, state: token.expiresAt > now ? 'holds' : 'expired' };
}

/** It is long and random: a plain hash can be neither guessed back nor looked up anywhere. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether a text is meant as a token of this product; a session's own never begins so. */
export function isApiToken(text: string): boolean {
  return text.startsWith(prefix);
}

export interface TokenDoor {
  /**
   * A session for one call, in the name of the owner and with the lower of the two roles. Null for a token that does not
   * hold. Throws `not_allowed` where its owner has no role any more, and `HostFailure` where Confluence cannot be asked.
   */
  readonly enter: (input: { text: string; freshMs: number; stopsOnly: boolean }) => Promise<PersonalSession | null>;
}

export function openTokenDoor(context: Pick<ServiceContext, 'store' | 'clock' | 'identity' | 'config'>): TokenDoor {
  const { store, clock } = context;
  const known = openKnownRights(context);
  return {
    async enter({ text, freshMs, stopsOnly }) {
      const now = clock.now();
      const token = await store.apiTokens.find(hashOf(text), now);
      if (token === null) return null;
      const { userKey } = token.owner;
      const withoutAnswer = stopsOnly ? token.role : null;
      const role = await known.judge({ key: `${token.id}`, userKey, freshMs, withoutAnswer });
      if (role === null) throw new ProductError('not_allowed');
      await store.apiTokens.noteUse(token.id, now);
      return {
        id: `token-${token.id}`,
        token: token.id,
        ...token.owner,
        role: lowerRole(token.role, role),
        signedInWith: 'token',
        openedAt: token.createdAt,
        endsAt: token.expiresAt,
        provenAt: null,
      };
    },
  };
}
