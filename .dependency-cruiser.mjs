// Who may import what, each rule with its reason. `npm run check` runs it and proves with planted violations that it sees.

const source = '^sidecar/src/';
/** Leaves that every ring but domain and contract may import. */
const leaves = '^sidecar/src/(?:log|clock|errors|config)(?:\\.ts$|/)';
/** Unit tests stand beside their file and may reach further than it. */
const unitTest = '\\.test\\.ts$';

/** A ring of the sidecar may import these parts of the sidecar and the leaves, and nothing else of it. */
function ring(folder, { may, because }) {
  return {
    name: `${folder}-imports-its-own`,
    severity: 'error',
    comment: because,
    from: { path: `${source}${folder}/`, pathNot: unitTest },
    to: { path: source, pathNot: [`${source}${folder}/`, leaves, ...may.map((part) => `${source}${part}`)] },
  };
}

/** A package or port that only the named places may import. */
function only(name, { to, by, because }) {
  return {
    name,
    severity: 'error',
    comment: because,
    from: { path: source, pathNot: [unitTest, ...by.map((part) => `${source}${part}`)] },
    to: { path: to },
  };
}

/** Only types may cross here: nothing of the target runs. */
function typesOnly(name, { from, to, because }) {
  return {
    name,
    severity: 'error',
    comment: because,
    from,
    to: { path: to, dependencyTypesNot: ['type-only'] },
  };
}

export default {
  forbidden: [
    {
      name: 'domain-imports-domain',
      severity: 'error',
      comment: 'What decides must be provable without a network, a clock or a database; so it sees nothing but itself.',
      from: { path: `${source}domain/`, pathNot: unitTest },
      to: { pathNot: `${source}domain/` },
    },
    {
      name: 'contract-imports-typebox',
      severity: 'error',
      comment: 'The page imports these types: whatever they pulled in would be pulled into the page.',
      from: { path: `${source}contract/`, pathNot: unitTest },
      to: { pathNot: [`${source}contract/`, '^node_modules/typebox/'] },
    },
    {
      name: 'leaves-import-leaves',
      severity: 'error',
      comment: 'Everybody imports them; if they imported anybody there would be a cycle.',
      from: { path: leaves },
      to: { path: source, pathNot: leaves },
    },
    ring('audit', {
      may: ['domain/'],
      because:
        'The trail must be checkable on a machine that has nothing but the file: its form needs no store and no network.',
    }),
    ring('store', {
      may: ['domain/', 'audit/'],
      because: 'What remembers knows the vocabulary and nobody who uses it.',
    }),
    ring('adapters', {
      may: ['domain/', 'audit/'],
      because: 'What speaks to a foreign system can be replaced without touching anything else.',
    }),
    ring('mail', {
      may: ['domain/'],
      because: 'A mail is rendered from a report; it must not be able to look anything up.',
    }),
    ring('automation', {
      may: [
        'domain/',
        'audit/',
        'store/',
        'adapters/ports(?:\\.ts|/)',
        'adapters/writes\\.ts',
        'adapters/rehearsal(?:\\.ts|/)',
        'mail/',
      ],
      because: 'Runs go through ports, so that the rehearsal can stand in the place of every real write.',
    }),
    ring('services', {
      may: ['domain/', 'audit/', 'contract/', 'store/', 'adapters/ports(?:\\.ts|/)', 'automation/wake\\.ts'],
      because: 'What answers a person may ask for a run and never make one: there is no second executor.',
    }),
    ring('http', {
      may: ['services/', 'contract/', 'domain/', 'mail/(?:trace-|why-|stage-|guard-)?words\\.ts'],
      because:
        'Routes translate; what they decided or stored themselves would be missing for every other caller. Words are those of the mails.',
    }),
    ring('cli', {
      may: [
        'domain/',
        'audit/',
        'adapters/(?!writes\\.ts|[^/]+/(?:write|remote-changes|deletion)\\b)',
        'services/policy-files/',
        'mail/(?:mail-fault|open-configured-mailer|open-templates)\\.ts',
        'store/inspect\\.ts',
        'contract/',
      ],
      because:
        'The command line looks and tells: it can open no store, make no run and name nothing that changes a host. What it wants done it asks of the API, like everybody else.',
    }),
    {
      name: 'cli-is-nobodys-part',
      severity: 'error',
      comment: 'The sidecar runs without its command line; what both need stands where both may import it.',
      from: { path: source, pathNot: [`${source}cli(?:\\.ts$|/)`, unitTest] },
      to: { path: `${source}cli(?:\\.ts$|/)` },
    },
    typesOnly('http-takes-types-of-domain', {
      from: { path: `${source}http/`, pathNot: unitTest },
      to: `${source}domain/`,
      because: 'Decisions belong into services, where automation and tests find them too.',
    }),
    typesOnly('config-is-read-in-one-place', {
      from: { path: source, pathNot: [unitTest, `${source}(?:main|context|config|cli)[./]`] },
      to: `${source}config[./]`,
      because: 'The environment is read once, at the start; everybody else is handed what they need.',
    }),
    only('writes-port-is-guarded', {
      to: `${source}adapters/writes\\.ts$`,
      by: ['adapters/', 'automation/execute[-./]', 'context\\.ts$'],
      because: 'Only the guarded executor may change anything outside; whoever cannot name the port cannot call it.',
    }),
    only('kysely-stays-in-store', {
      to: '^node_modules/(?:kysely|better-sqlite3|pg|mysql2)/',
      by: ['store/', 'adapters/confluence-database/'],
      because: 'SQL outside the store would be SQL that only one of the databases understands.',
    }),
    only('undici-stays-in-adapters', {
      to: '^node_modules/undici/',
      by: ['adapters/'],
      because: 'Every request goes through one client with time limits, budget and redaction.',
    }),
    {
      name: 'product-imports-no-tests',
      severity: 'error',
      comment: 'What ships runs without what proves it.',
      from: { path: '^(?:sidecar|plugin-ui)/', pathNot: unitTest },
      to: { path: ['^test/', unitTest] },
    },
    {
      name: 'tests-import-no-tests',
      severity: 'error',
      comment: 'Importing a test runs it a second time; what two tests need stands in test/support.',
      from: { path: '^(?:test|scripts)/|\\.test\\.ts$' },
      to: { path: unitTest },
    },
    {
      name: 'lab-knows-no-product',
      severity: 'error',
      comment: 'A stand-in that shares code with the product shares its mistakes and proves nothing.',
      from: { path: '^test/lab/', pathNot: unitTest },
      to: { path: '^(?:sidecar|plugin-ui)/' },
    },
    {
      name: 'page-imports-itself',
      severity: 'error',
      comment: 'The page and the sidecar meet in the contract only, so that each can be changed alone.',
      from: { path: '^plugin-ui/src/' },
      to: { path: '^(?:sidecar|test|scripts)/', pathNot: `${source}contract/` },
    },
    typesOnly('page-takes-types-of-contract', {
      from: { path: '^plugin-ui/src/' },
      to: `${source}contract/`,
      because: 'Schemas are for the server; in the page they would be weight without use.',
    }),
    {
      name: 'features-are-strangers',
      severity: 'error',
      comment: 'A feature of the page can be read, changed and thrown away alone.',
      from: { path: '^plugin-ui/src/(users|policies|runs|bulk|licences|overview|settings)/' },
      to: {
        path: '^plugin-ui/src/(?:users|policies|runs|bulk|licences|overview|settings)/',
        pathNot: '^plugin-ui/src/$1/',
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'In a cycle nothing can be loaded first. Types alone may point both ways: tables.ts collects what each keeper owns.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      comment: 'What cannot be resolved cannot be judged by any other rule.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|coverage|data)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
