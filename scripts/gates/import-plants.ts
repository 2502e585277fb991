// One forbidden import for every rule of the import gate, and the packages that these imports name.

/** A file that must be caught by a rule. */
export interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

const value = (target: string) => `import { thing } from '${target}';\nexport const own = thing;\n`;

export const plants: readonly Plant[] = [
  { rule: 'domain-imports-domain', file: 'sidecar/src/domain/a.ts', text: value('node:fs') },
  {
    rule: 'domain-imports-domain',
    file: 'sidecar/src/domain/b.ts',
    text: "import type { thing } from '../clock.ts';\nexport type Own = thing;\n",
  },
  { rule: 'contract-imports-typebox', file: 'sidecar/src/contract/a.ts', text: value('../domain/goal.ts') },
  { rule: 'leaves-import-leaves', file: 'sidecar/src/clock.ts', text: value('./store/goal.ts') },
  { rule: 'audit-imports-its-own', file: 'sidecar/src/audit/a.ts', text: value('../store/goal.ts') },
  { rule: 'store-imports-its-own', file: 'sidecar/src/store/a.ts', text: value('../automation/goal.ts') },
  {
    rule: 'adapters-imports-its-own',
    file: 'sidecar/src/adapters/confluence/a.ts',
    text: value('../../store/goal.ts'),
  },
  { rule: 'mail-imports-its-own', file: 'sidecar/src/mail/a.ts', text: value('../store/goal.ts') },
  {
    rule: 'automation-imports-its-own',
    file: 'sidecar/src/automation/a.ts',
    text: value('../adapters/confluence/goal.ts'),
  },
  { rule: 'services-imports-its-own', file: 'sidecar/src/services/a.ts', text: value('../automation/goal.ts') },
  { rule: 'http-imports-its-own', file: 'sidecar/src/http/a.ts', text: value('../store/goal.ts') },
  { rule: 'cli-imports-its-own', file: 'sidecar/src/cli/a.ts', text: value('../automation/goal.ts') },
  { rule: 'cli-is-nobodys-part', file: 'sidecar/src/services/g.ts', text: value('../cli/goal.ts') },
  { rule: 'http-takes-types-of-domain', file: 'sidecar/src/http/b.ts', text: value('../domain/goal.ts') },
  { rule: 'config-is-read-in-one-place', file: 'sidecar/src/mail/b.ts', text: value('../config.ts') },
  { rule: 'writes-port-is-guarded', file: 'sidecar/src/automation/b.ts', text: value('../adapters/writes.ts') },
  { rule: 'kysely-stays-in-store', file: 'sidecar/src/services/b.ts', text: value('kysely') },
  { rule: 'undici-stays-in-adapters', file: 'sidecar/src/mail/c.ts', text: value('undici') },
  { rule: 'product-imports-no-tests', file: 'sidecar/src/services/c.ts', text: value('../../../test/support/goal.ts') },
  { rule: 'tests-import-no-tests', file: 'test/integration/a.test.ts', text: value('./goal.test.ts') },
  { rule: 'lab-knows-no-product', file: 'test/lab/a.ts', text: value('../../sidecar/src/domain/goal.ts') },
  { rule: 'page-imports-itself', file: 'plugin-ui/src/a.ts', text: value('../../sidecar/src/domain/goal.ts') },
  {
    rule: 'page-takes-types-of-contract',
    file: 'plugin-ui/src/b.ts',
    text: value('../../sidecar/src/contract/goal.ts'),
  },
  { rule: 'features-are-strangers', file: 'plugin-ui/src/users/a.ts', text: value('../runs/goal.ts') },
  { rule: 'no-cycles', file: 'sidecar/src/services/d.ts', text: value('./e.ts') },
  { rule: 'imports-resolve', file: 'sidecar/src/services/f.ts', text: value('./nowhere.ts') },
];

/** The other half of the planted cycle. */
export const wayBack = { file: 'sidecar/src/services/e.ts', text: value('./d.ts') };

/** Files that the plants import; they import nothing. */
export const goals: readonly string[] = [
  'sidecar/src/domain/goal.ts',
  'sidecar/src/contract/goal.ts',
  'sidecar/src/store/goal.ts',
  'sidecar/src/automation/goal.ts',
  'sidecar/src/adapters/writes.ts',
  'sidecar/src/adapters/confluence/goal.ts',
  'sidecar/src/cli/goal.ts',
  'sidecar/src/config.ts',
  'test/support/goal.ts',
  'test/integration/goal.test.ts',
  'plugin-ui/src/runs/goal.ts',
];

/** Stand-ins of the packages that the plants import. */
export const packages: readonly string[] = ['kysely', 'undici'];
