// Which Confluence the lab stands in for: the release lines it knows and what each of them can do.

export type Ability =
  | 'tokens'
  | 'audit-events'
  | 'audit-records'
  | 'web-sudo-on-rpc'
  | 'webhooks'
  | 'modern-errors'
  | 'rest-changes'
  | 'rest-creation'
  | 'server-information'
  | 'instance-metrics'
  | 'licensed-list'
  | 'last-login'
  | 'nested-groups'
  | 'members-guarded'
  | 'group-name-query'
  | 'permissions'
  | 'update-user'
  | 'update-self'
  | 'user-settings'
  | 'cluster-nodes'
  | 'reindex-status'
  | 'space-permissions'
  | 'content-restrictions';

export type Tier = {
  readonly line: string;
  readonly version: string;
  readonly buildNumber: number;
  readonly buildDate: string;
  readonly abilities: ReadonlySet<Ability>;
};

/** The advanced audit log came with 7.5, personal access tokens with 7.9, secure administrator sessions on JSON-RPC and webhooks with 7.7. */
const SINCE_7_19: readonly Ability[] = ['tokens', 'audit-events', 'web-sudo-on-rpc', 'webhooks'];
/** Memberships, groups, disabling, enabling and deleting by REST: 8.2. */
const SINCE_8_3: readonly Ability[] = [...SINCE_7_19, 'modern-errors', 'rest-changes'];
/** Creating, setting passwords and listing everybody by REST: 8.4. */
const SINCE_8_5: readonly Ability[] = [...SINCE_8_3, 'rest-creation'];
const SINCE_9_1: readonly Ability[] = [...SINCE_8_5, 'server-information', 'instance-metrics', 'content-restrictions'];
const SINCE_9_4: readonly Ability[] = [
  ...SINCE_9_1,
  'licensed-list',
  'nested-groups',
  'permissions',
  'update-user',
  'cluster-nodes',
];
const SINCE_10_2: readonly Ability[] = [
  ...SINCE_9_4,
  'members-guarded',
  'last-login',
  'group-name-query',
  'update-self',
  'user-settings',
  'reindex-status',
  'space-permissions',
];

/** Records that clients add to the audit log of old: in the reference of 7.0, and not in the OpenAPI documents from 9.0 on. */
const UNTIL_9_0: readonly Ability[] = ['audit-records'];

const TIERS: readonly Tier[] = [
  describeTier('7.4.17', 8402, '2022-06-02', UNTIL_9_0),
  describeTier('7.19.30', 8804, '2025-01-20', [...SINCE_7_19, ...UNTIL_9_0]),
  describeTier('8.3.4', 8903, '2023-10-31', [...SINCE_8_3, ...UNTIL_9_0]),
  describeTier('8.5.25', 9012, '2025-07-21', [...SINCE_8_5, ...UNTIL_9_0]),
  describeTier('9.2.7', 9111, '2025-07-22', SINCE_9_1),
  describeTier('9.4.1', 9204, '2025-05-06', SINCE_9_4),
  describeTier('10.2.14', 10_214, '2026-03-17', SINCE_10_2),
];

/** The line of 8.5.25 is 8.5. */
function describeTier(version: string, buildNumber: number, builtOn: string, abilities: readonly Ability[]): Tier {
  return {
    line: version.split('.').slice(0, 2).join('.'),
    version,
    buildNumber,
    buildDate: `${builtOn}T00:00:00.000Z`,
    abilities: new Set(abilities),
  };
}

export const KNOWN_LINES: readonly string[] = TIERS.map((tier) => tier.line);

export function findTier(line: string): Tier | undefined {
  return TIERS.find((tier) => tier.line === line);
}
