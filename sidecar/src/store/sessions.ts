// People's sessions as they are kept: opened, proven again, ended. Those that are over are forgotten with the next one.
import type { Selectable } from 'kysely';
import type { Role } from '../domain/session/roles.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import type { SessionTable } from './tables/sessions.ts';

export type SignedInWith = 'token' | 'password' | 'confluence';

export interface SessionRecord {
  readonly id: string;
  readonly userKey: string;
  readonly username: string;
  readonly displayName: string;
  readonly signedInWith: SignedInWith;
  /** What they might do when they signed in; what they may do now is asked again. */
  readonly role: Role;
  readonly openedAt: Instant;
  readonly endsAt: Instant;
  /** When credentials were last given; null where Confluence's own session was enough. */
  readonly provenAt: Instant | null;
}

export interface SessionRecords {
  readonly open: (session: SessionRecord) => Promise<void>;
  /** Null for a session that never was, is over or was ended. */
  readonly find: (id: string, now: Instant) => Promise<SessionRecord | null>;
  readonly prove: (id: string, at: Instant) => Promise<void>;
  /** False where it is over already. */
  readonly end: (id: string, at: Instant) => Promise<boolean>;
}

/** Kept a day beyond their end, so that it can still be told why somebody had to sign in again. */
const forgottenAfterMs = 24 * 3_600_000;

export function keepSessions({ writes, reads }: Database): SessionRecords {
  return {
    async open({ id, userKey, username, displayName, signedInWith, role, openedAt, endsAt, provenAt }) {
      const over = new Date(Date.parse(openedAt) - forgottenAfterMs).toISOString();
      await writes.deleteFrom('sessions').where('ends_at', '<', over).execute();
      await writes
        .insertInto('sessions')
        .values({
          id,
          user_key: userKey,
          username,
          display_name: displayName,
          signed_in_with: signedInWith,
          role,
          opened_at: openedAt,
          ends_at: endsAt,
          proven_at: provenAt,
          ended_at: null,
        })
        .execute();
    },
    async find(id, now) {
      const row = await reads
        .selectFrom('sessions')
        .selectAll()
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .where('ends_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : readRow(row);
    },
    async prove(id, at) {
      await writes.updateTable('sessions').set({ proven_at: at }).where('id', '=', id).execute();
    },
    async end(id, at) {
      const change = writes.updateTable('sessions').set({ ended_at: at }).where('id', '=', id);
      return (await change.where('ended_at', 'is', null).returning('id').executeTakeFirst()) !== undefined;
    },
  };
}

function readRow(row: Selectable<SessionTable>): SessionRecord {
  return {
    id: row.id,
    userKey: row.user_key,
    username: row.username,
    displayName: row.display_name,
    signedInWith: row.signed_in_with,
    role: row.role,
    openedAt: row.opened_at,
    endsAt: row.ends_at,
    provenAt: row.proven_at,
  };
}
