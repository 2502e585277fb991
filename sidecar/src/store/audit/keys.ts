// Keeps the public keys that have signed here: what an earlier one signed can be checked after the secret was changed.
import type { Instant } from '../../domain/user.ts';
import type { Rows } from '../tables.ts';
import { appendAudit } from './append.ts';

export async function readKeys(rows: Rows): Promise<string[]> {
  const found = await rows
    .selectFrom('audit_keys')
    .select('public_key')
    .orderBy('first_used_at')
    .orderBy('fingerprint')
    .execute();
  return found.map((row) => row.public_key);
}

/** Call it within a transaction. */
export async function noteKey(
  rows: Rows,
  { publicKey, fingerprint, at }: { publicKey: string; fingerprint: string; at: Instant },
): Promise<void> {
  const added = await rows
    .insertInto('audit_keys')
    .values({ fingerprint, public_key: publicKey, first_used_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('fingerprint')
    .executeTakeFirst();
  if (added === undefined) return;
  await appendAudit(rows, { at, actor: 'system', event: 'audit.key-used-first', details: { fingerprint } });
}
