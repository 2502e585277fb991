// Tokens for the API as they are kept: found by the hash of what their owner holds, used, revoked.
import type { Selectable } from 'kysely';
import type { RankedRole } from '../domain/session/roles.ts';
import type { Instant } from '../domain/user.ts';
import { noteActor } from './actors.ts';
import { appendAudit } from './audit/append.ts';
import type { Database } from './database.ts';
import type { ApiTokenTable } from './tables/api-tokens.ts';
import type { Rows } from './tables.ts';

export interface ApiToken {
  readonly id: number;
  readonly name: string;
  /** The most it may do; what its owner may do now is asked besides. */
  readonly role: RankedRole;
  /** Who made it, and in whose name it acts. */
  readonly owner: { readonly userKey: string; readonly username: string; readonly displayName: string };
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** To the minute; null for one that was never used. */
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly revokedBy: string | null;
}

export type NewApiToken = Pick<ApiToken, 'name' | 'role' | 'owner' | 'createdAt' | 'expiresAt'> & {
  /** SHA-256 of the token, as hexadecimal digits. */
  readonly hash: string;
};

export interface ApiTokenRecords {
  /** Null where so many that still hold are there already. */
  readonly add: (token: NewApiToken, most: number) => Promise<ApiToken | null>;
  /** The newest first, those that are over too. */
  readonly list: (query: { limit: number; before: number | null }) => Promise<readonly ApiToken[]>;
  /** The token that still holds; null for one that is unknown, expired or revoked. */
  readonly find: (hash: string, now: Instant) => Promise<ApiToken | null>;
  readonly noteUse: (id: number, at: Instant) => Promise<void>;
  /** Repeating it changes nothing; null where there is none of this number. `byToken` asked for it, and may be the same. */
  readonly revoke: (input: {
    id: number;
    by: string;
    byToken?: number | undefined;
    at: Instant;
  }) => Promise<ApiToken | null>;
}

/** A busy script must not write with every call. */
const useNotedMs = 60_000;

export function keepApiTokens({ writes, reads }: Database): ApiTokenRecords {
  return {
    add: ({ hash, name, role, owner, createdAt, expiresAt }, most) =>
      writes.transaction().execute(async (transaction) => {
        const holding = await selectTokens(transaction)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', createdAt)
          .execute();
        if (holding.length >= most) return null;
        const { id } = await transaction
          .insertInto('api_tokens')
          .values({
            hash,
            name,
            role,
            user_key: owner.userKey,
            username: owner.username,
            display_name: owner.displayName,
            created_at: createdAt,
            expires_at: expiresAt,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        const details = { token: id, role, expiresAt };
        await appendAudit(transaction, { at: createdAt, actor: owner.username, event: 'token.created', details });
        return { id, name, role, owner, createdAt, expiresAt, lastUsedAt: null, revokedAt: null, revokedBy: null };
      }),
    async list({ limit, before }) {
      const page = selectTokens(reads).orderBy('api_tokens.id', 'desc').limit(limit);
      const rows = await (before === null ? page : page.where('api_tokens.id', '<', before)).execute();
      return rows.map(readRow);
    },
    async find(hash, now) {
      const row = await selectTokens(reads)
        .where('hash', '=', hash)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : readRow(row);
    },
    async noteUse(id, at) {
      const noted = new Date(Date.parse(at) - useNotedMs).toISOString();
      await writes
        .updateTable('api_tokens')
        .set({ last_used_at: at })
        .where('id', '=', id)
        .where((when) => when.or([when('last_used_at', 'is', null), when('last_used_at', '<=', noted)]))
        .execute();
    },
    revoke: ({ id, by, byToken, at }) =>
      writes.transaction().execute(async (transaction) => {
        const revoked = await transaction
          .updateTable('api_tokens')
          .set({ revoked_at: at, revoked_by: await noteActor(transaction, by) })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .returning(['username', 'user_key'])
          .executeTakeFirst();
        if (revoked !== undefined) {
          const actor = { username: by, token: byToken };
          const about = { username: revoked.username, userKey: revoked.user_key };
          await appendAudit(transaction, { at, actor, about, event: 'token.revoked', details: { token: id } });
        }
        const row = await selectTokens(transaction).where('api_tokens.id', '=', id).executeTakeFirst();
        return row === undefined ? null : readRow(row);
      }),
  };
}

function selectTokens(rows: Rows) {
  return rows
    .selectFrom('api_tokens')
    .leftJoin('actors', 'actors.id', 'api_tokens.revoked_by')
    .selectAll('api_tokens')
    .select('actors.username as revoker');
}

function readRow(row: Selectable<ApiTokenTable> & { readonly revoker: string | null }): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    owner: { userKey: row.user_key, username: row.username, displayName: row.display_name },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoker,
  };
}
