// What the application may do in its directory: asked where a harmless reading tells, otherwise learnt from the first write.
import type { Clock } from '../../clock.ts';
import type { RequestSpec } from '../http-client/request.ts';
import type { DirectoryAbility, DirectoryAbilityState } from '../ports.ts';
import type { WriteResult } from '../writes.ts';
import { demandSuccess, failureCodeOf } from './answers.ts';
import type { CrowdClient } from './client.ts';

export type WriteAbility = Exclude<DirectoryAbility, 'accounts.list' | 'groups.list' | 'changes.read'>;

export interface Abilities {
  readonly ask: (crowd: CrowdClient, clock: Clock) => Promise<readonly DirectoryAbilityState[]>;
  /** Remembers what the answer to a write told about the permission for it. */
  readonly learn: (ability: WriteAbility, result: WriteResult, clock: Clock) => void;
}

const readings: Readonly<Record<Exclude<DirectoryAbility, WriteAbility>, RequestSpec>> = {
  'accounts.list': search('user'),
  'groups.list': search('group'),
  'changes.read': { method: 'GET', path: '/event' },
};

const writings: readonly WriteAbility[] = [
  'accounts.create',
  'accounts.update',
  'accounts.delete',
  'memberships.write',
  'groups.create',
  'attributes.write',
  'passwords.set',
  'passwords.mail',
  'sessions.end',
];

/** Remembers for as long as the connection lives. `writable` is the setting: without it nothing is ever written. */
export function rememberAbilities(writable: boolean): Abilities {
  const learnt = new Map<WriteAbility, DirectoryAbilityState>();
  return {
    learn: (ability, result, clock) => {
      const denied = result.kind === 'refused' && result.status !== null && denials.has(result.code);
      if (result.kind !== 'done' && !denied) return;
      const evidence = result.kind === 'refused' ? `refused with ${result.status}` : 'done before';
      learnt.set(ability, { ability, may: denied ? 'no' : 'yes', evidence, askedAt: clock.now() });
    },
    ask: async (crowd, clock) => {
      const asked = await Promise.all(
        Object.entries(readings).map(async ([ability, spec]): Promise<DirectoryAbilityState> => {
          const { may, evidence } = await askForReading(crowd, spec);
          return { ability: ability as DirectoryAbility, may, evidence, askedAt: clock.now() };
        }),
      );
      const askedAt = clock.now();
      const states = writings.map((ability): DirectoryAbilityState => {
        if (!writable) return { ability, may: 'no', evidence: 'configured as not writable', askedAt };
        return learnt.get(ability) ?? { ability, may: 'untold', evidence: 'not tried yet', askedAt };
      });
      return [...asked, ...states];
    },
  };
}

const denials: ReadonlySet<string> = new Set(['crowd_permission_denied', 'crowd_capability_absent']);

/** A permission that is missing and a resource that is missing are answers; anything else that goes wrong is none. */
async function askForReading(
  crowd: CrowdClient,
  spec: RequestSpec,
): Promise<Pick<DirectoryAbilityState, 'may' | 'evidence'>> {
  const answer = spec.path === '/event' ? await crowd.askForXml(spec) : await crowd.ask(spec);
  const code = failureCodeOf(answer);
  const absent = code !== null && (denials.has(code) || code === 'crowd_changes_lost');
  if (!absent) demandSuccess(answer);
  return { may: absent ? 'no' : 'yes', evidence: `${answer.request} → ${answer.status}` };
}

function search(entity: 'user' | 'group'): RequestSpec {
  const query = { 'entity-type': entity, restriction: '', 'start-index': 0, 'max-results': 1 };
  return { method: 'GET', path: '/search', query };
}
