// Keeps policies: the record keeper behind `PolicyRecords`. Versions are only added; a tick is claimed by one insert.
import type { PolicyDefinition, PolicyId } from '../../domain/policy.ts';
import type { Database } from '../database.ts';
import { readJson } from '../json-text.ts';
import type { PolicyRecords, RunRequest, StoredPolicy, Tick, TickClaim } from '../policies.ts';
import { insertRun } from '../runs/run-rows.ts';
import type { Rows } from '../tables.ts';
import { readPolicyRow, selectPolicies } from './rows.ts';
import { savePolicy, saveTogether } from './save.ts';

export function keepPolicies({ writes, reads }: Database): PolicyRecords {
  return {
    save: (input) => writes.transaction().execute((transaction) => savePolicy(transaction, input)),
    saveTogether: (input) => saveTogether(writes, input),
    keepAside: (input) => writes.transaction().execute((transaction) => keepAside(transaction, input)),
    async list() {
      const found = await selectPolicies(reads).orderBy('policies.id').execute();
      return found.map(readPolicyRow);
    },
    get: (id) => getPolicy(reads, id),
    async definition(id, version) {
      const row = await reads
        .selectFrom('policy_versions')
        .select('definition')
        .where('policy_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return row === undefined ? null : readJson(row.definition);
    },
    async author(id, version) {
      const row = await reads
        .selectFrom('policy_authors')
        .innerJoin('actors', 'actors.id', 'policy_authors.actor')
        .select('actors.username')
        .where('policy_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.username ?? null;
    },
    async setMode(id, mode, at) {
      await writes
        .updateTable('policies')
        .set({ mode, updated_at: at })
        .where('id', '=', id)
        .where('retired_at', 'is', null)
        .execute();
      return getPolicy(writes, id);
    },
    async retire(id, at) {
      const retired = await writes
        .updateTable('policies')
        .set({ retired_at: at, updated_at: at })
        .where('id', '=', id)
        .where('retired_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return retired !== undefined;
    },
    async setConsideredUntil(id, until) {
      await writes.updateTable('policies').set({ considered_until: until }).where('id', '=', id).execute();
    },
    claimTick: (tick, request) => writes.transaction().execute((transaction) => claimTick(transaction, tick, request)),
  };
}

async function getPolicy(rows: Rows, id: PolicyId): Promise<StoredPolicy | null> {
  const row = await selectPolicies(rows).where('policies.id', '=', id).executeTakeFirst();
  return row === undefined ? null : readPolicyRow(row);
}

/** Taken out of use in the transaction that writes it. */
async function keepAside(rows: Rows, { definition, by, at }: { definition: PolicyDefinition; by: string; at: string }) {
  const { policy } = await savePolicy(rows, { definition, origin: { kind: 'api', by }, at });
  await rows.updateTable('policies').set({ retired_at: at }).where('id', '=', policy.id).execute();
  return policy.version;
}

async function claimTick(rows: Rows, tick: Tick, request: RunRequest): Promise<TickClaim> {
  const { policyId, localTime, zone, instant } = tick;
  const claimed = await rows
    .insertInto('ticks')
    .values({ policy_id: policyId, local_time: localTime, zone, instant })
    .onConflict((conflict) => conflict.doNothing())
    .returning('local_time')
    .executeTakeFirst();
  if (claimed === undefined) return { kind: 'taken' };
  const run = await insertRun(rows, request);
  if (run === null) return { kind: 'overlap' };
  await rows
    .updateTable('ticks')
    .set({ run_id: run.id })
    .where('policy_id', '=', policyId)
    .where('local_time', '=', localTime)
    .execute();
  return { kind: 'claimed', run };
}
