// The ceiling: nobody has this product do in their name what they could not do in Confluence themselves.

import type { Change } from '../domain/action.ts';
import { type HostRank, highest, rankForChange, rankForPolicy, rankToTakeBack, reaches } from '../domain/ceiling.ts';
import type { Mode, PolicyDefinition, PolicyId } from '../domain/policy.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import type { UserKey } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { ProcessMode } from '../store/settings.ts';
import { readPolicyObject } from './policy-files/read-object.ts';
import { checkFiles, type PolicyFile } from './policy-imports.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/** What somebody is about to have done. Rehearsals change nothing and need no right in Confluence. */
export type Deed =
  | { readonly kind: 'run-policy'; readonly policyId: string; readonly asked: 'test' | undefined }
  /** Approving a held plan, or carrying out a rehearsed one: the new run acts where the deed does. */
  | { readonly kind: 'approve'; readonly runId: number }
  | { readonly kind: 'carry-out'; readonly runId: number }
  /** For the chosen people; null means everybody. */
  | {
      readonly kind: 'take-back';
      readonly runId: number;
      readonly people: readonly number[] | null;
      readonly asked: 'test' | undefined;
    }
  /** What a run took from one user; `declared` where the environment lets the helpdesk give it back. */
  | { readonly kind: 'give-back'; readonly changes: readonly Change[]; readonly declared: boolean }
  | { readonly kind: 'create-users'; readonly asked: 'test' | undefined; readonly groups: readonly string[] }
  | { readonly kind: 'save-policy'; readonly policyId: string; readonly document: unknown }
  | { readonly kind: 'import-policies'; readonly files: readonly PolicyFile[] }
  | { readonly kind: 'set-policy-mode'; readonly policyId: string; readonly mode: Mode }
  | { readonly kind: 'set-process-mode'; readonly mode: ProcessMode };

type Asking = Pick<ServiceContext, 'store' | 'config' | 'findHostStanding'>;
type RankIn = (systemGroups: ReadonlySet<string>) => HostRank;

/**
 * Throws `host_rights_too_low` where the person's own rights are not enough, `host_rights_unknown` where Confluence does
 * not tell them, and `HostFailure` where it cannot be asked. What does not exist passes: whoever does the deed says so.
 */
export async function demandHostRights(context: Asking, deed: Deed, actor: Actor): Promise<void> {
  if (context.config.rightsCeiling === 'roles') return;
  const rankIn = await needOf(context, deed);
  if (rankIn === null) return;
  const { rank, systemGroups } = await context.findHostStanding(actor.userKey as UserKey);
  const needed = rankIn(systemGroups);
  if (needed === 'none') return;
  if (rank === null) throw new ProductError('host_rights_unknown');
  if (!reaches(rank, needed)) {
    throw new ProductError('host_rights_too_low', [
      { path: 'needed', message: needed },
      { path: 'held', message: rank },
    ]);
  }
}

/** Null where the deed changes nothing in Confluence. */
async function needOf({ store, config }: Pick<Asking, 'store' | 'config'>, deed: Deed): Promise<RankIn | null> {
  const acts = async (policyMode: Mode, asked: 'test' | undefined) => {
    const { processMode } = await store.settings.all();
    return effectiveMode({ asked, policyMode, processMode }).mode === 'live';
  };
  switch (deed.kind) {
    case 'run-policy': {
      const policy = await store.policies.get(deed.policyId as PolicyId);
      return policy !== null && (await acts(policy.mode, deed.asked)) ? forPolicies([policy.definition]) : null;
    }
    case 'approve': {
      const run = await store.runs.get(deed.runId);
      return run !== null && (await acts(run.mode, undefined)) ? forPlan(store, run) : null;
    }
    case 'carry-out': {
      const run = await store.runs.get(deed.runId);
      return run !== null && (await acts('live', undefined)) ? forPlan(store, run) : null;
    }
    case 'take-back': {
      if (!(await acts('live', deed.asked))) return null;
      const { runId, people } = deed;
      const changes = await store.runs.changes({ runId, ...(people === null ? {} : { people }) });
      return (groups) => highest(changes.map((change) => rankToTakeBack(change, groups)));
    }
    case 'give-back': {
      const { changes, declared } = deed;
      if (!(await acts('live', undefined))) return null;
      return (groups) => {
        const rank = highest(changes.map((change) => rankToTakeBack(change, groups)));
        return declared && rank === 'administrator' ? 'none' : rank;
      };
    }
    case 'create-users': {
      if (!(await acts('live', deed.asked))) return null;
      const changes = deed.groups.map((group) => ({ kind: 'add-to-group', group }) as const);
      return (groups) => highest(['administrator', ...changes.map((change) => rankForChange(change, groups))]);
    }
    case 'save-policy': {
      const policy = await store.policies.get(deed.policyId as PolicyId);
      if (policy?.mode !== 'live') return null;
      const reading = readPolicyObject(deed.document, { defaultZone: config.timeZone });
      return 'faults' in reading ? null : forPolicies([reading.definition]);
    }
    case 'import-policies': {
      const checked = await checkFiles({ store, config }, deed.files);
      const live = checked.filter(({ stored, becomes }) => stored?.mode === 'live' && becomes === 'changed');
      return forPolicies(live.flatMap(({ definition }) => definition ?? []));
    }
    case 'set-policy-mode': {
      const policy = deed.mode === 'live' ? await store.policies.get(deed.policyId as PolicyId) : null;
      return policy === null ? null : forPolicies([policy.definition]);
    }
    case 'set-process-mode': {
      if (deed.mode === 'observe') return null;
      const live = (await store.policies.list()).filter(({ mode }) => mode === 'live');
      return forPolicies(live.map(({ definition }) => definition));
    }
  }
}

function forPolicies(definitions: readonly PolicyDefinition[]): RankIn {
  return (groups) => highest(definitions.map((definition) => rankForPolicy(definition, groups)));
}

/** What stands in the plan, and that it may mean administrators where its policy names some. */
async function forPlan(
  store: Asking['store'],
  run: { readonly id: number; readonly policyId: PolicyId; readonly policyVersion: number },
): Promise<RankIn> {
  const [changes, definition] = await Promise.all([
    store.runs.changes({ runId: run.id }),
    store.policies.definition(run.policyId, run.policyVersion),
  ]);
  const includeAdministrators = definition?.includeAdministrators ?? [];
  return (groups) =>
    highest([
      ...changes.map((change) => rankForChange(change, groups)),
      rankForPolicy({ actions: [], includeAdministrators }, groups),
    ]);
}
