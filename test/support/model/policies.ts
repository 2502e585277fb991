// Policies as a careless or hostile person might write them: everybody, all administrators, rights taken and given.
import fc from 'fast-check';
import type { Action } from '../../../sidecar/src/domain/action.ts';
import type { Criteria } from '../../../sidecar/src/domain/criteria/leaves.ts';
import {
  defaultLimits,
  type Limits,
  type PolicyDefinition,
  type PolicyId,
} from '../../../sidecar/src/domain/policy.ts';
import { buildPolicy } from '../sidecar.ts';
import { administratorNames, ordinaryNames } from './small-site.ts';

const policyIds = ['first', 'second', 'third'] as const;

const everybody: Criteria = { username: ['*'] };

const targets: fc.Arbitrary<Criteria> = fc.oneof(
  { arbitrary: fc.constant(everybody), weight: 3 },
  { arbitrary: fc.constant<Criteria>({ username: ['admin*'] }), weight: 2 },
  fc.constant<Criteria>({ all: [{ inactiveDays: 90 }, { status: 'active' }] }),
  fc.constant<Criteria>({ status: 'disabled' }),
  fc.constant<Criteria>({ inGroup: 'confluence-users' }),
  fc.constantFrom(...ordinaryNames, ...administratorNames).map((name): Criteria => ({ username: [name] })),
);

const oneAction: fc.Arbitrary<Action> = fc.constantFrom<Action>(
  'disable',
  'disable',
  'enable',
  'delete',
  'deleteOrDisable',
  'takeLicence',
  { removeFromGroups: ['confluence-users', 'all-staff'] },
  { removeFromGroups: ['confluence-administrators', 'platform-admins'] },
  { addToGroups: ['empty-group'] },
  { addToGroups: ['confluence-administrators'] },
);

const limits: fc.Arbitrary<Limits> = fc
  .oneof({ arbitrary: fc.constant({}), weight: 3 }, fc.constantFrom({ maxUsers: 1 }, { maxPerRun: 2 }))
  .chain((more) =>
    fc.constantFrom(1, 24).map((snapshotMaxAgeHours) => ({
      ...defaultLimits,
      maxPercent: 100,
      maxUnknownPercent: 100,
      maxGrowthFactor: 1_000,
      snapshotMaxAgeHours,
      ...more,
    })),
  );

/** Nobody, everybody, or some of those who administer. */
const included = fc.oneof(
  fc.constant<readonly string[] | undefined>(undefined),
  { arbitrary: fc.constant(administratorNames), weight: 3 },
  fc.subarray([...administratorNames], { minLength: 1 }),
);

const schedule = fc.constantFrom(undefined, { cron: '0 2 * * *', zone: 'UTC', missed: 'run-once' } as const);

export const anyPolicy: fc.Arbitrary<PolicyDefinition> = fc
  .record({
    id: fc.constantFrom(...policyIds),
    criteria: targets,
    actions: fc.uniqueArray(oneAction, { minLength: 1, maxLength: 2, selector: (one) => JSON.stringify(one) }),
    limits,
    includeAdministrators: included,
    schedule,
    protect: fc.record({
      users: fc.constantFrom([], ['show.markup'], ['admin']),
      groups: fc.constantFrom([], ['keep'], ['keep']),
    }),
  })
  .map(({ id, includeAdministrators, schedule: when, ...rest }) =>
    buildPolicy({
      policy: id as PolicyId,
      ...rest,
      ...(includeAdministrators === undefined ? {} : { includeAdministrators }),
      ...(when === undefined ? {} : { schedule: when }),
    }),
  );
