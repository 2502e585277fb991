// The environment is read as documented: defaults, secret files, every fault at once, and no secret in any sentence.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { variableNames, variables } from './config/variables.ts';
import { formatFaults, loadConfig } from './config.ts';

const minimum = {
  UM_CONFLUENCE_URL: 'http://confluence.test:8090/confluence/',
  UM_CONFLUENCE_TOKEN: 'a-token-of-somebody',
  UM_SECRET: 's'.repeat(32),
};

function noFile(path: string): string {
  throw new Error(`no file ${path}`);
}

function faultsOf(env: Record<string, string>, readFile: (path: string) => string = noFile): readonly string[] {
  const loaded = loadConfig(env, readFile);
  return 'faults' in loaded ? loaded.faults : [];
}

function configOf(env: Record<string, string>, readFile: (path: string) => string = noFile) {
  const loaded = loadConfig(env, readFile);
  if ('faults' in loaded) throw new Error(formatFaults(loaded.faults));
  return loaded;
}

describe('loadConfig', () => {
  it('fills in the documented defaults', () => {
    const { config, secrets, warnings } = configOf(minimum);
    expect(config).toEqual({
      confluence: {
        url: 'http://confluence.test:8090/confluence',
        credentials: 'token',
        tokenExpires: null,
        database: null,
      },
      directories: [],
      database: { kind: 'sqlite', file: 'data/user-management.db' },
      listen: { host: '127.0.0.1', port: 8390 },
      basePath: '/user-management',
      trustedProxies: [],
      mail: {
        enabled: false,
        from: '',
        perMinute: null,
        language: 'en',
        languageField: null,
        templatesDir: null,
        reportsDir: null,
        tokens: null,
      },
      groups: {
        administrators: ['confluence-administrators'],
        operators: [],
        auditors: [],
        helpdesk: [],
        licence: null,
      },
      publicUrl: null,
      policiesDir: null,
      evidenceDir: null,
      audit: { folder: null, keptDays: null, feed: null },
      passwordSignIn: true,
      rightsCeiling: 'confluence',
      restrictedPages: { allSeen: false, searches: 200 },
      beacon: false,
      timeZone: 'UTC',
      logLevel: 'info',
    });
    expect(secrets).toEqual({
      confluence: { kind: 'token', token: minimum.UM_CONFLUENCE_TOKEN },
      confluenceDatabaseUrl: null,
      directoryPasswords: {},
      secret: minimum.UM_SECRET,
      databaseUrl: null,
      smtpUrl: null,
      smtpClient: null,
      webhookSecret: null,
    });
    expect(warnings).toEqual([]);
  });

  it("takes the ways of reading Confluence's database only together with its address", () => {
    const ways = { UM_CONFLUENCE_DATABASE_TIME_ZONE: 'Europe/Berlin', UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE: 'yes' };
    const url = { UM_CONFLUENCE_DATABASE_URL: 'postgres://reader:x@db.test/confluence' };
    const databaseOf = (env: Record<string, string>) => configOf({ ...minimum, ...env }).config.confluence.database;
    expect(databaseOf({ ...url, ...ways })).toEqual({ timeZone: 'Europe/Berlin', allowWritableLogin: true });
    expect(databaseOf(url)).toEqual({ timeZone: null, allowWritableLogin: false });
    expect(databaseOf(ways)).toBeNull();
    for (const [name, text] of [
      ['UM_CONFLUENCE_DATABASE_TIME_ZONE', '+02:00'],
      ['UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE', 'no'],
      ['UM_BEACON', 'true'],
      ['UM_WEBHOOK_SECRET', 'thirty-one characters, not more'],
    ] as const) {
      expect(faultsOf({ ...minimum, ...url, [name]: text })).toEqual([expect.stringMatching(`^${name} .*allowed is`)]);
    }
  });

  it('freezes everything, the nested parts too', () => {
    const { config, secrets } = configOf(minimum);
    for (const part of [config, config.listen, config.groups.administrators, secrets, secrets.confluence]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('reports every fault at once, each naming its variable and what is allowed', () => {
    const faults = faultsOf({
      UM_CONFLUENCE_URL: 'ftp://confluence.test',
      UM_SECRET: 'short',
      UM_LISTEN: 'localhost',
      UM_TIME_ZONE: 'Mars/Olympus',
      UM_LOG_LEVEL: 'loud',
      UM_BASE_PATH: 'no-slash',
      UM_TRUSTED_PROXIES: '10.0.0.0/64',
      UM_SMTP_URL: 'smtp://mail.test',
    });
    const names = ['UM_CONFLUENCE_URL', 'UM_SECRET', 'UM_LISTEN', 'UM_TIME_ZONE', 'UM_LOG_LEVEL', 'UM_BASE_PATH'];
    for (const name of [...names, 'UM_TRUSTED_PROXIES', 'UM_CONFLUENCE_TOKEN', 'UM_MAIL_FROM']) {
      expect(faults.filter((fault) => fault.startsWith(`${name} `))).toHaveLength(1);
    }
    expect(faults).toHaveLength(9);
    for (const fault of faults) expect(fault).toMatch(/; allowed is .+\.$/);
    expect(formatFaults(faults)).toContain('9 faults');
  });

  it.each([
    ['UM_CONFLUENCE_TOKN', 'UM_CONFLUENCE_TOKEN'],
    ['UM_SECRETFILE', 'UM_SECRET_FILE'],
    ['UM_LICENSE_GROUPS', 'UM_LICENCE_GROUPS'],
    ['UM_LISTEN_FILE', 'UM_LISTEN'],
  ])('takes %s for a mistyped %s', (typed, meant) => {
    expect(faultsOf({ ...minimum, [typed]: 'x' })).toEqual([
      `${typed} is not a variable of this product; allowed is ${meant}.`,
    ]);
  });

  it('points to the document where no known name is close', () => {
    expect(faultsOf({ ...minimum, UM_X: '1' })[0]).toContain('CONFIG.md');
  });

  it('leaves foreign variables alone', () => {
    expect(faultsOf({ ...minimum, PATH: '/bin', UMBRELLA: 'yes' })).toEqual([]);
  });

  it('reads a secret from its file and strips one trailing line break', () => {
    const { UM_CONFLUENCE_TOKEN: token, ...rest } = minimum;
    const { secrets } = configOf({ ...rest, UM_CONFLUENCE_TOKEN_FILE: '/run/token' }, () => `${token}\r\n`);
    expect(secrets.confluence).toEqual({ kind: 'token', token });
  });

  it('refuses a secret given twice, a file that cannot be read and one that is empty', () => {
    expect(faultsOf({ ...minimum, UM_SECRET_FILE: '/run/secret' })[0]).toContain('both set');
    const { UM_SECRET: _, ...rest } = minimum;
    expect(faultsOf({ ...rest, UM_SECRET_FILE: '/run/secret' })).toEqual([
      'UM_SECRET_FILE names "/run/secret", which cannot be read; allowed is a file that holds UM_SECRET.',
    ]);
    expect(faultsOf({ ...rest, UM_SECRET_FILE: '/run/secret' }, () => '\n')[0]).toContain('is empty');
  });

  it('never shows a secret, not even in the fault about it', () => {
    const hidden = 'hunter2hunter2';
    const text = faultsOf({
      UM_CONFLUENCE_URL: `https://me:${hidden}@confluence.test`,
      UM_CONFLUENCE_TOKEN: `${hidden} with spaces`,
      UM_SECRET: hidden,
      UM_DATABASE_URL: `mongodb://me:${hidden}@db.test`,
      UM_SMTP_URL: `http://me:${hidden}@mail.test`,
    }).join('\n');
    expect(text).not.toContain(hidden);
    expect(text.split('\n').length).toBeGreaterThanOrEqual(5);
  });

  it('takes a username with a password, and neither half nor both ways at once', () => {
    const { UM_CONFLUENCE_TOKEN: _, ...rest } = minimum;
    const both = { UM_CONFLUENCE_USERNAME: 'um-service', UM_CONFLUENCE_PASSWORD: 'geheim' };
    expect(configOf({ ...rest, ...both }).secrets.confluence).toEqual({
      kind: 'password',
      username: 'um-service',
      password: 'geheim',
    });
    expect(faultsOf({ ...rest, UM_CONFLUENCE_USERNAME: 'um-service' })[0]).toContain(
      'UM_CONFLUENCE_PASSWORD is not set',
    );
    expect(faultsOf({ ...rest, UM_CONFLUENCE_PASSWORD: 'x' })[0]).toContain('UM_CONFLUENCE_USERNAME is not set');
    expect(faultsOf({ ...minimum, ...both })[0]).toContain('beside a username');
  });

  it('keeps the address of a PostgreSQL database among the secrets', () => {
    const url = 'postgres://um:geheim@db.test/um';
    const { config, secrets } = configOf({ ...minimum, UM_DATABASE_URL: url });
    expect(config.database).toEqual({ kind: 'postgres' });
    expect(secrets.databaseUrl).toBe(url);
  });

  it('understands the root, a deep base path, IPv6, proxies and names with commas', () => {
    expect(configOf({ ...minimum, UM_BASE_PATH: '/' }).config.basePath).toBe('');
    const deep = { UM_BASE_PATH: '/confluence/user-management/', UM_LISTEN: '[::1]:0' };
    const { config } = configOf({
      ...minimum,
      ...deep,
      UM_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      UM_ADMIN_GROUPS: '["a, b","c"]',
      UM_OPERATOR_GROUPS: 'x, y,',
    });
    expect(config.basePath).toBe('/confluence/user-management');
    expect(config.listen).toEqual({ host: '::1', port: 0 });
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', '::1']);
    expect(config.groups.administrators).toEqual(['a, b', 'c']);
    expect(config.groups.operators).toEqual(['x', 'y']);
  });

  it('refuses an empty list of administrators and a base path with dots in it', () => {
    expect(faultsOf({ ...minimum, UM_ADMIN_GROUPS: ' , ' })[0]).toContain('UM_ADMIN_GROUPS names no group');
    expect(faultsOf({ ...minimum, UM_BASE_PATH: '/a/../b' })).toHaveLength(1);
  });

  it('takes directories from their file, their passwords among the secrets, their faults among the others', () => {
    const entry = { name: 'Staff', url: 'http://crowd.test/crowd/', application: 'um', password: 'geheim' };
    const file = JSON.stringify({ directories: [entry] });
    const { config, secrets, warnings } = configOf({ ...minimum, UM_DIRECTORIES_FILE: '/d.json' }, () => file);
    expect(config.directories).toEqual([
      { name: 'Staff', url: 'http://crowd.test/crowd', application: 'um', directoryId: null, writable: false },
    ]);
    expect(secrets.directoryPasswords).toEqual({ Staff: 'geheim' });
    expect(JSON.stringify(config)).not.toContain('geheim');
    expect(Object.isFrozen(config.directories[0])).toBe(true);
    expect(warnings).toEqual([]);
    const { UM_SECRET: _, ...rest } = minimum;
    expect(faultsOf({ ...rest, UM_DIRECTORIES_FILE: '/d.json' })).toEqual([
      expect.stringMatching(/^UM_SECRET is not set/),
      'UM_DIRECTORIES_FILE names "/d.json", which cannot be read; allowed is a YAML or JSON file.',
    ]);
  });

  it('counts an empty variable as not set', () => {
    expect(configOf({ ...minimum, UM_LISTEN: '', UM_SMTP_URL: '' }).config.listen.port).toBe(8390);
  });

  it('warns of a password that may go to the mail server in plain sight', () => {
    const warningsOf = (url: string) =>
      configOf({ ...minimum, UM_SMTP_URL: url, UM_MAIL_FROM: 'um@example.org' }).warnings;
    for (const url of ['smtp://ada:geheim@mail.test?requireTLS=false', 'smtp://box@mail.test?requireTLS=false']) {
      expect(warningsOf(url)).toEqual([expect.stringMatching(/^UM_SMTP_URL .*requireTLS/)]);
    }
    for (const url of [
      'smtp://mail.test',
      'smtps://ada:geheim@mail.test',
      'smtp://ada:geheim@mail.test',
      'smtp://ada:geheim@127.0.0.1?requireTLS=false',
      'smtp://ada:geheim@mail.test?requireTLS=true',
    ]) {
      expect(warningsOf(url)).toEqual([]);
    }
  });

  it('takes tokens for the mail server only with all of their parts, and the mailbox they are for', () => {
    const parts = {
      UM_MAIL_FROM: 'um@example.org',
      UM_SMTP_URL: 'smtp://reports%40example.org@mail.test?requireTLS=true',
      UM_SMTP_TOKEN_URL: 'https://login.test/token',
      UM_SMTP_CLIENT_ID: 'um',
      UM_SMTP_CLIENT_SECRET: 'hush',
    };
    const { config, secrets } = configOf({ ...minimum, ...parts });
    expect(config.mail.tokens).toEqual({ url: 'https://login.test/token', clientId: 'um', scope: null });
    expect(secrets.smtpClient).toEqual({ secret: 'hush', refreshToken: null });
    const { UM_SMTP_CLIENT_SECRET: _secret, ...half } = parts;
    expect(faultsOf({ ...minimum, ...half })).toEqual([expect.stringMatching(/^UM_SMTP_CLIENT_SECRET .*allowed is/)]);
    expect(faultsOf({ ...minimum, ...parts, UM_SMTP_URL: 'smtp://mail.test' })).toEqual([
      expect.stringMatching(/^UM_SMTP_URL names no mailbox/),
    ]);
  });
});

describe('CONFIG.md', () => {
  const rows = readFileSync(new URL('../CONFIG.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, fallback = '', secret = ''] = /^\| `(UM_\w+)` \| (.*?) ?\| ?(yes)? ?\|/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, fallback: fallback.replaceAll('`', ''), secret: secret === 'yes' }];
    });

  it('describes every variable once, in the order of the table', () => {
    expect(rows.map((row) => row.name)).toEqual(variableNames);
  });

  it.each(rows)('says of $name what the table says', ({ name, fallback, secret }) => {
    const known = variables[name as keyof typeof variables];
    expect(secret).toBe(known.secret);
    if (known.fallback !== null) expect(fallback).toBe(known.fallback);
    else expect(fallback).toMatch(/^$|required|off|no /);
  });
});
