// What people laid down and decided in a period: versions of policies, approvals and rejections, exemptions.
import { sql } from 'kysely';
import { digestDefinition } from '../../audit/definition.ts';
import { readJson } from '../json-text.ts';
import type { Period, ProofLine } from '../proof.ts';
import type { Rows } from '../tables.ts';

/** A version is in force until the next one, or until its policy is retired. */
export async function readVersions(rows: Rows, { from, to }: Period): Promise<ProofLine[]> {
  const found = await rows
    .selectFrom('policy_versions as version')
    .innerJoin('policies', 'policies.id', 'version.policy_id')
    .leftJoin('policy_versions as next', (join) =>
      join.onRef('next.policy_id', '=', 'version.policy_id').on('next.version', '=', sql<number>`version.version + 1`),
    )
    .leftJoin('policy_authors as author', (join) =>
      join.onRef('author.policy_id', '=', 'version.policy_id').onRef('author.version', '=', 'version.version'),
    )
    .leftJoin('actors', 'actors.id', 'author.actor')
    .select(['version.policy_id', 'version.version', 'version.definition', 'version.created_at'])
    .select(['next.created_at as followed_at', 'policies.retired_at', 'policies.origin_file', 'actors.username'])
    .where('version.created_at', '<', to)
    .where((when) => when.or([when('next.created_at', 'is', null), when('next.created_at', '>=', from)]))
    .where((when) => when.or([when('policies.retired_at', 'is', null), when('policies.retired_at', '>=', from)]))
    .orderBy('version.policy_id')
    .orderBy('version.version')
    .execute();
  return found.map((row) => {
    const definition = readJson(row.definition);
    return {
      policy: row.policy_id,
      version: row.version,
      savedAt: row.created_at,
      savedBy: row.username,
      file: row.origin_file,
      digest: digestDefinition(definition),
      definition,
    };
  });
}

export async function readDecisions(rows: Rows, { from, to }: Period): Promise<ProofLine[]> {
  const found = await rows
    .selectFrom('run_decisions as decision')
    .innerJoin('actors', 'actors.id', 'decision.actor')
    .leftJoin('plans', 'plans.run_id', 'decision.run_id')
    .leftJoin('run_second_persons as second', 'second.run_id', 'decision.run_id')
    .leftJoin('actors as asker', 'asker.id', 'second.asked_by')
    .selectAll('decision')
    .select(['actors.username', 'plans.digest', 'asker.username as asker'])
    .where('decision.at', '>=', from)
    .where('decision.at', '<', to)
    .orderBy('decision.at')
    .orderBy('decision.run_id')
    .execute();
  return found.map((row) => ({
    run: row.run_id,
    decision: row.decision,
    digest: row.digest,
    at: row.at,
    by: row.username,
    askedBy: row.asker,
    reason: row.reason,
    next: row.next_run,
  }));
}

export async function readExemptions(rows: Rows, { from, to }: Period): Promise<ProofLine[]> {
  const found = await rows
    .selectFrom('exemptions as exemption')
    .innerJoin('actors as adder', 'adder.id', 'exemption.added_by')
    .leftJoin('actors as ender', 'ender.id', 'exemption.ended_by')
    .selectAll('exemption')
    .select(['adder.username as adder', 'ender.username as ender'])
    .where('exemption.added_at', '<', to)
    .where('exemption.ends_at', '>', from)
    .where((when) => when.or([when('exemption.ended_at', 'is', null), when('exemption.ended_at', '>=', from)]))
    .orderBy('exemption.id')
    .execute();
  return found.map((row) => ({
    exemption: row.id,
    subject: row.subject,
    name: row.name,
    owner: row.owner,
    reason: row.reason,
    addedAt: row.added_at,
    addedBy: row.adder,
    endsAt: row.ends_at,
    endedAt: row.ended_at,
    endedBy: row.ender,
  }));
}
