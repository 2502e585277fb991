// Writes versions of policies: one, or several that stand or fall together.
import type { PolicyDefinition, PolicyId } from '../../domain/policy.ts';
import { noteActor } from '../actors.ts';
import { readJson, writeCanonicalJson, writeJson } from '../json-text.ts';
import type { PolicyDraft, SavedTogether, StoredPolicy } from '../policies.ts';
import type { Rows } from '../tables.ts';
import { readPolicyRow, selectPolicies } from './rows.ts';

/** Thrown to take the transaction back, and caught right outside it. */
class Overtaken extends Error {
  readonly id: PolicyId;

  constructor(id: PolicyId) {
    super('Somebody saved this policy in between.');
    this.id = id;
  }
}

/** Always in the order of their ids, so that two who save the same ones do not wait for each other for ever. */
export async function saveTogether(
  writes: Rows,
  { drafts, at }: { readonly drafts: readonly PolicyDraft[]; readonly at: string },
): Promise<SavedTogether> {
  const ordered = [...drafts].sort((one, other) => (one.definition.policy < other.definition.policy ? -1 : 1));
  try {
    const saved = await writes.transaction().execute(async (transaction) => {
      const written: { policy: StoredPolicy; changed: boolean }[] = [];
      for (const draft of ordered) written.push(await savePolicy(transaction, { ...draft, at }));
      return written;
    });
    return { kind: 'saved', saved };
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    const row = await selectPolicies(writes).where('policies.id', '=', error.id).executeTakeFirst();
    return { kind: 'overtaken', id: error.id, newest: row === undefined ? null : readPolicyRow(row) };
  }
}

interface SaveInput extends PolicyDraft {
  readonly at: string;
}

/** Writes one, within a transaction of the caller. Throws `Overtaken` where `over` is another version than the newest. */
export async function savePolicy(rows: Rows, { definition, origin, over, at }: SaveInput) {
  const id = definition.policy;
  const originColumns = {
    origin_file: origin.kind === 'file' ? origin.file : null,
    origin_actor: origin.kind === 'api' ? await noteActor(rows, origin.by) : null,
  };
  const fresh = { mode: 'test' as const, created_at: at, updated_at: at, considered_until: at };
  // The row is written first: whoever saves the same policy at the same time waits here.
  await rows
    .insertInto('policies')
    .values({ id, version: 0, ...fresh, ...originColumns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(originColumns))
    .execute();
  const known = await rows
    .selectFrom('policies')
    .leftJoin('policy_versions as newest', (join) =>
      join.onRef('newest.policy_id', '=', 'policies.id').onRef('newest.version', '=', 'policies.version'),
    )
    .select(['policies.version', 'policies.retired_at', 'newest.definition'])
    .where('policies.id', '=', id)
    .executeTakeFirstOrThrow();
  const differs = known.definition === null || !isSameDefinition(readJson(known.definition), definition);
  const returns = known.retired_at !== null;
  const inUse = returns || known.version === 0 ? null : known.version;
  if (over !== undefined && over !== inUse && (differs || returns)) throw new Overtaken(id);
  const version = differs ? known.version + 1 : known.version;
  if (differs) {
    await rows
      .insertInto('policy_versions')
      .values({ policy_id: id, version, definition: writeJson(definition), created_at: at })
      .execute();
    const actor = originColumns.origin_actor;
    if (actor !== null) await rows.insertInto('policy_authors').values({ policy_id: id, version, actor }).execute();
  }
  if (returns) await rows.deleteFrom('event_looks').where('policy_id', '=', id).execute();
  if (differs || returns) {
    // A policy taken back into use is as good as new: it rehearses first and catches nothing up.
    const again = returns ? { mode: 'test' as const, considered_until: at, retired_at: null } : {};
    await rows
      .updateTable('policies')
      .set({ version, updated_at: at, ...again })
      .where('id', '=', id)
      .execute();
  }
  const row = await selectPolicies(rows).where('policies.id', '=', id).executeTakeFirstOrThrow();
  return { policy: readPolicyRow(row), changed: differs || returns };
}

function isSameDefinition(one: PolicyDefinition, other: PolicyDefinition): boolean {
  return writeCanonicalJson(one) === writeCanonicalJson(other);
}
