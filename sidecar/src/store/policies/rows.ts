// Policies in use as rows: what is selected of them, and how a row is read.
import { readJson } from '../json-text.ts';
import type { PolicyOrigin, StoredPolicy } from '../policies.ts';
import type { Rows } from '../tables.ts';

/** Policies in use with the definition of their newest version. */
export function selectPolicies(rows: Rows) {
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

export function readPolicyRow(row: PolicyRow): StoredPolicy {
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
