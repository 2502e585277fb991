// Reads the lab's command line: every flag checked, the first fault told in one sentence.
import { AUDIT_COVERAGES, DIRECTORY_SHAPES } from './confluence/site.ts';
import { KNOWN_LINES } from './confluence/tiers.ts';
import type { LabOptions } from './options.ts';
import { DIRECTORY_PRESETS } from './world/generate.ts';

export type Flags = { kind: 'run'; options: LabOptions } | { kind: 'help' } | { kind: 'fault'; sentence: string };

export const USAGE = `Usage: npm run lab -- [flags]

  --port N              Confluence's port (8090; 0 = any free)
  --crowd-port N        the Crowd port (8095; 0 = any free)
  --control-port N      the control address (8091; 0 = any free)
  --context PATH        context path (/confluence; / for none)
  --confluence LINE     ${KNOWN_LINES.join(', ')} (10.2)
  --users N             number of users, the cast of traps included (5000)
  --seed N              same seed, same site (1)
  --latency-ms N        each answer waits this long (0)
  --rate-limit L        off, or FILL/CAPACITY: tokens a second / size of the bucket (off)
  --basic-auth on|off   accept user name and password (on)
  --secure-admin        secure administrator sessions are on
  --remote-api off|on   the JSON-RPC switch (off)
  --read-only           the site is in read-only mode
  --audit-coverage C    what the audit log covers of logins: base, advanced (failed), full (base)
  --licence-seats N     seats of the licence (generous)
  --delete-task-ms N    how long deleting a user takes (2000)
  --anonymous on|off    may visitors use the site without logging in (on)
  --directories P       one, or three: internal, writable Crowd, read-only LDAP (one)
  --directory-shape S   JSON of the directory list: singular as Confluence, plural as Jira (singular)
  --synchronise-every N minutes between readings of a synchronised directory; 0 = seen at once (60)
  --synchronise-ms N    how long such a reading takes (1000)
  --database-url URL    postgres://…: writes Confluence's own tables there and keeps them in step
  --plugin-upload on|off  may plugins be uploaded (off where that is the default of the version)
  --signature-check on|off  does the plugin manager check signatures (on from 10)
  --batching on|off     are the files of plugins served in batches (on)
  --sidecar URL         where <context>/user-management/ is handed on to
  --help                this text
`;

const SWITCHES: ReadonlySet<string> = new Set(['secure-admin', 'read-only']);

type Reader = (text: string, options: LabOptions) => string | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  port: readNumber('port', 65_535, (options, number) => ({ ...options, port: number })),
  'crowd-port': readNumber('crowd-port', 65_535, (options, number) => ({ ...options, crowdPort: number })),
  'control-port': readNumber('control-port', 65_535, (options, number) => ({ ...options, controlPort: number })),
  users: readNumber('users', 1_000_000, (options, number) => ({ ...options, users: number })),
  seed: readNumber('seed', 4_294_967_295, (options, number) => ({ ...options, seed: number })),
  'latency-ms': readNumber('latency-ms', 600_000, (options, number) => ({ ...options, latencyMs: number })),
  'licence-seats': readNumber('licence-seats', 10_000_000, (options, number) => ({ ...options, licenceSeats: number })),
  'delete-task-ms': readNumber('delete-task-ms', 86_400_000, (options, number) => ({
    ...options,
    deleteTaskMs: number,
  })),
  'synchronise-every': readNumber('synchronise-every', 100_000, (options, number) => ({
    ...options,
    synchroniseEveryMinutes: number,
  })),
  'synchronise-ms': readNumber('synchronise-ms', 86_400_000, (options, number) => ({
    ...options,
    synchroniseMs: number,
  })),
  directories: readChoice('directories', DIRECTORY_PRESETS, (options, directories) => ({ ...options, directories })),
  'directory-shape': readChoice('directory-shape', DIRECTORY_SHAPES, (options, directoryShape) => ({
    ...options,
    directoryShape,
  })),
  'audit-coverage': readChoice('audit-coverage', AUDIT_COVERAGES, (options, auditCoverage) => ({
    ...options,
    auditCoverage,
  })),
  'basic-auth': readSwitch('basic-auth', (options, on) => ({ ...options, basicAuth: on })),
  'remote-api': readSwitch('remote-api', (options, on) => ({ ...options, remoteApi: on })),
  'plugin-upload': readSwitch('plugin-upload', (options, on) => withPlugins(options, { uploadEnabled: on })),
  'signature-check': readSwitch('signature-check', (options, on) => withPlugins(options, { signatureCheck: on })),
  batching: readSwitch('batching', (options, on) => withPlugins(options, { batching: on })),
  sidecar: (text, options) => {
    if (!/^https?:\/\//.test(text) || !URL.canParse(text))
      return `--sidecar must be an address like http://127.0.0.1:8390, not "${text}".`;
    options.sidecarUrl = text;
    return undefined;
  },
  anonymous: readSwitch('anonymous', (options, on) => ({ ...options, anonymousUse: on })),
  'secure-admin': readSwitch('secure-admin', (options, on) => ({ ...options, secureAdmin: on })),
  'read-only': readSwitch('read-only', (options, on) => ({ ...options, readOnly: on })),
  context: (text, options) => {
    if (!/^\/?[\w.~/-]*$/.test(text)) return `--context must be a path like /confluence, not "${text}".`;
    options.contextPath = text;
    return undefined;
  },
  confluence: (text, options) => {
    if (!KNOWN_LINES.includes(text)) {
      return `The lab cannot stand in for Confluence ${text} yet; --confluence takes ${KNOWN_LINES.join(', ')}.`;
    }
    options.confluence = text;
    return undefined;
  },
  'rate-limit': (text, options) => {
    if (text === 'off') return undefined;
    const match = /^([1-9]\d{0,5})\/([1-9]\d{0,6})$/.exec(text);
    if (match === null) return `--rate-limit must be off or FILL/CAPACITY like 10/50, not "${text}".`;
    options.rateLimit = { fillRate: Number(match[1]), capacity: Number(match[2]) };
    return undefined;
  },
  'database-url': (text, options) => {
    if (!/^postgres(?:ql)?:\/\/./.test(text) || !URL.canParse(text)) {
      return '--database-url must be an address like postgres://user:password@host:5432/database.';
    }
    options.databaseUrl = text;
    return undefined;
  },
};

function withPlugins(options: LabOptions, wish: LabOptions['plugins']): LabOptions {
  return { ...options, plugins: { ...options.plugins, ...wish } };
}

export function readFlags(args: readonly string[]): Flags {
  const options: LabOptions = { port: 8090, crowdPort: 8095, controlPort: 8091 };
  const waiting = [...args];
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (arg === '--help' || arg === '-h') return { kind: 'help' };
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const read = READERS[name];
    if (read === undefined) return { kind: 'fault', sentence: `The lab has no flag ${arg}; --help lists them.` };
    const value = inline ?? (SWITCHES.has(name) ? readOptionalValue(waiting) : waiting.shift());
    if (value === undefined) return { kind: 'fault', sentence: `--${name} needs a value; --help says which.` };
    const sentence = read(value, options);
    if (sentence !== undefined) return { kind: 'fault', sentence };
  }
  return { kind: 'run', options };
}

/** A switch stands alone, or is followed by on or off. */
function readOptionalValue(waiting: string[]): string {
  const [next] = waiting;
  if (next !== 'on' && next !== 'off') return 'on';
  waiting.shift();
  return next;
}

function readNumber(name: string, most: number, apply: (options: LabOptions, number: number) => LabOptions): Reader {
  return (text, options) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number > most) {
      return `--${name} must be a whole number from 0 to ${most}, not "${text}".`;
    }
    Object.assign(options, apply(options, number));
    return undefined;
  };
}

function readChoice<T extends string>(
  name: string,
  choices: readonly T[],
  apply: (options: LabOptions, choice: T) => LabOptions,
): Reader {
  return (text, options) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) return `--${name} must be ${choices.join(' or ')}, not "${text}".`;
    Object.assign(options, apply(options, choice));
    return undefined;
  };
}

function readSwitch(name: string, apply: (options: LabOptions, on: boolean) => LabOptions): Reader {
  return (text, options) => {
    if (text !== 'on' && text !== 'off') return `--${name} must be on or off, not "${text}".`;
    Object.assign(options, apply(options, text === 'on'));
    return undefined;
  };
}
