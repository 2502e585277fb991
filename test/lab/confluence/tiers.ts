// Which Confluence the lab stands in for: the release lines it knows and what each of them can do.

export type Ability =
  | 'server-information'
  | 'instance-metrics'
  | 'licensed-list'
  | 'last-login'
  | 'nested-groups'
  | 'group-name-query'
  | 'permissions'
  | 'update-user'
  | 'update-self'
  | 'user-settings'
  | 'cluster-nodes';

export type Tier = {
  readonly line: string;
  readonly version: string;
  readonly buildNumber: number;
  readonly buildDate: string;
  readonly abilities: ReadonlySet<Ability>;
};

const SINCE_9_1: readonly Ability[] = ['server-information', 'instance-metrics'];
const SINCE_9_4: readonly Ability[] = [
  ...SINCE_9_1,
  'licensed-list',
  'nested-groups',
  'permissions',
  'update-user',
  'cluster-nodes',
];
const SINCE_10_2: readonly Ability[] = [...SINCE_9_4, 'last-login', 'group-name-query', 'update-self', 'user-settings'];

const TIERS: readonly Tier[] = [
  {
    line: '9.2',
    version: '9.2.7',
    buildNumber: 9111,
    buildDate: '2025-07-22T00:00:00.000Z',
    abilities: new Set(SINCE_9_1),
  },
  {
    line: '9.4',
    version: '9.4.1',
    buildNumber: 9204,
    buildDate: '2025-05-06T00:00:00.000Z',
    abilities: new Set(SINCE_9_4),
  },
  {
    line: '10.2',
    version: '10.2.14',
    buildNumber: 10_214,
    buildDate: '2026-03-17T00:00:00.000Z',
    abilities: new Set(SINCE_10_2),
  },
];

export const KNOWN_LINES: readonly string[] = TIERS.map((tier) => tier.line);

export function findTier(line: string): Tier | undefined {
  return TIERS.find((tier) => tier.line === line);
}
