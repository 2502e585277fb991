// Keeps policies: the record keeper behind `PolicyRecords`. Versions are only added; a tick is claimed by one insert.
import type { PolicyDefinition, PolicyId } from '../../domain/policy.ts';
import { noteActor } from '../actors.ts';
import type { Database } from '../database.ts';
import { readJson, writeCanonicalJson, writeJson } from '../json-text.ts';
import type { PolicyOrigin, PolicyRecords, RunRequest, StoredPolicy, Tick, TickClaim } from '../policies.ts';
import { insertRun } from '../runs/run-rows.ts';
import type { Rows } from '../tables.ts';

export function keepPolicies({ writes, reads }: Database): PolicyRecords {
  return {
    save: (input) => writes.transaction().execute((transaction) => savePolicy(transaction, input)),
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

/** Policies in use with the definition of their newest version. */
function selectPolicies(rows: Rows) {
  return rows
    .selectFrom('policies')
    .innerJoin('policy_versions as newest', (join) =>
      join.onRef('newest.policy_id', '=', 'policies.id').onRef('newest.version', '=', 'policies.version'),
    )
    .leftJoin('actors', 'actors.id', 'policies.origin_actor')
    .selectAll('policies')
    .select(['newest.definition', 'actors.username as origin_name'])
    .where('policies.retired_at', 'is', null);
}

type PolicyRow = Awaited<ReturnType<ReturnType<typeof selectPolicies>['executeTakeFirstOrThrow']>>;

function readPolicyRow(row: PolicyRow): StoredPolicy {
  const origin: PolicyOrigin =
    row.origin_file === null ? { kind: 'api', by: row.origin_name ?? '' } : { kind: 'file', file: row.origin_file };
  return {
    id: row.id,
    version: row.version,
    definition: readJson(row.definition),
    mode: row.mode,
    origin,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    consideredUntil: row.considered_until,
  };
}

async function getPolicy(rows: Rows, id: PolicyId): Promise<StoredPolicy | null> {
  const row = await selectPolicies(rows).where('policies.id', '=', id).executeTakeFirst();
  return row === undefined ? null : readPolicyRow(row);
}

interface SaveInput {
  readonly definition: PolicyDefinition;
  readonly origin: PolicyOrigin;
  readonly at: string;
}

/** Taken out of use in the transaction that writes it. */
async function keepAside(rows: Rows, { definition, by, at }: { definition: PolicyDefinition; by: string; at: string }) {
  const { policy } = await savePolicy(rows, { definition, origin: { kind: 'api', by }, at });
  await rows.updateTable('policies').set({ retired_at: at }).where('id', '=', policy.id).execute();
  return policy.version;
}

async function savePolicy(rows: Rows, { definition, origin, at }: SaveInput) {
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
