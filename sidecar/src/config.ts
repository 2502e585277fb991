// The environment, validated: a nested, frozen Config, the Secrets apart, and every fault reported at once.
import { type DirectoriesReading, type DirectorySettings, readDirectoriesFile } from './config/directories-file.ts';
import { type Environment, type EnvironmentReading, readEnvironment } from './config/read-environment.ts';
import { parseListen, parseNames, sqliteFile, trimSlashes } from './config/text-forms.ts';
import type { VariableName } from './config/variables.ts';

/** Everything the process is told from outside, secrets excepted. */
export interface Config {
  readonly confluence: {
    /** Base URL with context path, without a trailing slash. */
    readonly url: string;
    /** Who signs in: the kind only, the values are in Secrets. */
    readonly credentials: 'token' | 'password';
    /** The day on which the token expires, as an administrator states it; null where nobody does. `YYYY-MM-DD`. */
    readonly tokenExpires: string | null;
    /** How its own database is read, whose address is in Secrets; null where it may not be. */
    readonly database: {
      /** IANA zone of Confluence's Java machine; null for what its dates themselves say. */
      readonly timeZone: string | null;
      readonly allowWritableLogin: boolean;
    } | null;
  };
  /** Directories that are reached through a Crowd application, in the order of their file. */
  readonly directories: readonly DirectorySettings[];
  readonly database: { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres' };
  readonly listen: { readonly host: string; readonly port: number };
  /** Starts with `/`, has no trailing slash; empty for the root. */
  readonly basePath: string;
  readonly trustedProxies: readonly string[];
  readonly mail: {
    readonly enabled: boolean;
    readonly from: string;
    /** At most so many go out within any minute; null for no limit. */
    readonly perMinute: number | null;
    /** Of mails to users whose language nobody tells. */
    readonly language: 'en' | 'de';
    /** Key of the own field that tells which language a user reads; null where none does. */
    readonly languageField: string | null;
    /** Folder with templates of the site's own; null for those built in. */
    readonly templatesDir: string | null;
    /** Folder for copies of reports; null for none. */
    readonly reportsDir: string | null;
    /** Where tokens for XOAUTH2 come from; null where the mail server takes a password, or nothing. */
    readonly tokens: { readonly url: string; readonly clientId: string; readonly scope: string | null } | null;
  };
  readonly groups: {
    readonly administrators: readonly string[];
    readonly operators: readonly string[];
    readonly auditors: readonly string[];
    readonly helpdesk: readonly string[];
    /** Groups that grant a seat; null where none is named. */
    readonly licence: readonly string[] | null;
  };
  /** Whether the own rights in Confluence bound what is done for somebody here, or the role in this product alone decides. */
  readonly rightsCeiling: 'confluence' | 'roles';
  /** What plans may find out about pages that few may edit. */
  readonly restrictedPages: {
    /** Whether this product's account sees every one of them, as the environment declares. */
    readonly allSeen: boolean;
    /** Requests for them that a plan may cost whose policy holds on sole editors. */
    readonly searches: number;
  };
  /** For links in mails; null leaves them out. */
  readonly publicUrl: string | null;
  readonly policiesDir: string | null;
  /** Files and access logs that tell when people were active; null where there are none. */
  readonly evidenceDir: string | null;
  readonly audit: {
    /** Where signed checkpoints are written; null for nowhere. */
    readonly folder: string | null;
    /** How long entries are kept; null keeps all of them. */
    readonly keptDays: number | null;
    /** Where entries are handed on to; null for nowhere. */
    readonly feed: string | null;
  };
  /** Whether people may sign in here with their password; a token always does. */
  readonly passwordSignIn: boolean;
  /** Whether pages may tell that somebody is there. */
  readonly beacon: boolean;
  /** IANA zone for schedules that name none, and for dates in mails. */
  readonly timeZone: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
}

/** Never logged, journaled, stored or mailed. */
export interface Secrets {
  readonly confluence:
    | { readonly kind: 'token'; readonly token: string }
    | { readonly kind: 'password'; readonly username: string; readonly password: string };
  /** A `postgres://` or `mysql://` address of Confluence's own database; null where it may not be read. */
  readonly confluenceDatabaseUrl: string | null;
  /** The password of each directory's Crowd application, by the directory's name in Config. */
  readonly directoryPasswords: Readonly<Record<string, string>>;
  /** At least 32 characters; keys are derived from it, one per purpose. */
  readonly secret: string;
  /** What Confluence signs its webhooks with; null where none are taken. */
  readonly webhookSecret: string | null;
  /** A `postgres://` address with its password; null for SQLite. */
  readonly databaseUrl: string | null;
  /** An `smtp://` or `smtps://` address; null when mail is off. */
  readonly smtpUrl: string | null;
  /** What tokens for the mail server are asked for with; null where none are. */
  readonly smtpClient: { readonly secret: string; readonly refreshToken: string | null } | null;
}

export type Loaded =
  | { readonly config: Config; readonly secrets: Secrets; readonly warnings: readonly string[] }
  | { readonly faults: readonly string[]; readonly warnings: readonly string[] };

/**
 * Reads and checks the environment. Each fault and each warning is one sentence that names the variable; secrets
 * appear in none of them. `readFile` gives a secret file's text and throws where it cannot be read.
 */
export function loadConfig(env: Environment, readFile: (path: string) => string): Loaded {
  const reading = readEnvironment(env, readFile);
  const { texts, warnings } = reading;
  const credentials = chooseCredentials(reading);
  const directories = readDirectories(texts, readFile);
  const faults = [...reading.faults, ...credentials.faults, ...missingNames(reading), ...directories.faults];
  const { UM_CONFLUENCE_URL: url, UM_SECRET: secret } = texts;
  const { chosen } = credentials;
  if (faults.length > 0 || url === undefined || secret === undefined || chosen === null) return { faults, warnings };
  const secrets = freezeDeep({
    confluence: chosen,
    confluenceDatabaseUrl: texts.UM_CONFLUENCE_DATABASE_URL ?? null,
    directoryPasswords: directories.passwords,
    secret,
    webhookSecret: texts.UM_WEBHOOK_SECRET ?? null,
    databaseUrl: sqliteFile(texts.UM_DATABASE_URL ?? '') === null ? (texts.UM_DATABASE_URL ?? null) : null,
    smtpUrl: texts.UM_SMTP_URL ?? null,
    smtpClient:
      texts.UM_SMTP_CLIENT_SECRET === undefined
        ? null
        : { secret: texts.UM_SMTP_CLIENT_SECRET, refreshToken: texts.UM_SMTP_REFRESH_TOKEN ?? null },
  });
  const config = { ...buildConfig(texts, url, chosen.kind), directories: directories.directories };
  return { config: freezeDeep(config), secrets, warnings };
}

/** One readable message of all faults, for the person who started the process. */
export function formatFaults(faults: readonly string[]): string {
  const heading =
    faults.length === 1 ? 'The configuration has a fault:' : `The configuration has ${faults.length} faults:`;
  return [heading, ...faults.map((fault) => `  - ${fault}`), 'sidecar/CONFIG.md describes every variable.'].join('\n');
}

type Texts = EnvironmentReading['texts'];

function readDirectories({ UM_DIRECTORIES_FILE: file }: Texts, readFile: (path: string) => string): DirectoriesReading {
  return file === undefined ? { directories: [], passwords: {}, faults: [] } : readDirectoriesFile(file, readFile);
}

function buildConfig(
  texts: Texts,
  url: string,
  credentials: Config['confluence']['credentials'],
): Omit<Config, 'directories'> {
  const file = sqliteFile(texts.UM_DATABASE_URL ?? '');
  const names = (name: VariableName) => parseNames(texts[name] ?? '') ?? [];
  return {
    confluence: {
      url: trimSlashes(url),
      credentials,
      tokenExpires: texts.UM_CONFLUENCE_TOKEN_EXPIRES ?? null,
      database:
        texts.UM_CONFLUENCE_DATABASE_URL === undefined
          ? null
          : {
              timeZone: texts.UM_CONFLUENCE_DATABASE_TIME_ZONE ?? null,
              allowWritableLogin: texts.UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE === 'yes',
            },
    },
    database: file === null ? { kind: 'postgres' } : { kind: 'sqlite', file },
    listen: parseListen(texts.UM_LISTEN ?? '') ?? { host: '127.0.0.1', port: 0 },
    basePath: trimSlashes(texts.UM_BASE_PATH ?? ''),
    trustedProxies: names('UM_TRUSTED_PROXIES'),
    mail: {
      enabled: texts.UM_SMTP_URL !== undefined,
      from: texts.UM_MAIL_FROM ?? '',
      perMinute: texts.UM_MAILS_PER_MINUTE === undefined ? null : Number(texts.UM_MAILS_PER_MINUTE),
      language: texts.UM_MAIL_LANGUAGE === 'de' ? 'de' : 'en',
      languageField: texts.UM_MAIL_LANGUAGE_FIELD ?? null,
      templatesDir: texts.UM_TEMPLATES_DIR ?? null,
      reportsDir: texts.UM_REPORTS_DIR ?? null,
      tokens: tokensOf(texts),
    },
    groups: {
      administrators: names('UM_ADMIN_GROUPS'),
      operators: names('UM_OPERATOR_GROUPS'),
      auditors: names('UM_AUDITOR_GROUPS'),
      helpdesk: names('UM_HELPDESK_GROUPS'),
      licence: noneAsNull(names('UM_LICENCE_GROUPS')),
    },
    rightsCeiling: texts.UM_RIGHTS_CEILING === 'roles' ? 'roles' : 'confluence',
    restrictedPages: {
      allSeen: texts.UM_RESTRICTED_PAGES_SEEN === 'all',
      searches: Number(texts.UM_RESTRICTED_PAGES_SEARCHES ?? '200'),
    },
    publicUrl: texts.UM_PUBLIC_URL === undefined ? null : trimSlashes(texts.UM_PUBLIC_URL),
    policiesDir: texts.UM_POLICIES_DIR ?? null,
    evidenceDir: texts.UM_EVIDENCE_DIR ?? null,
    audit: {
      folder: texts.UM_AUDIT_DIR ?? null,
      keptDays: texts.UM_AUDIT_DAYS === undefined ? null : Number(texts.UM_AUDIT_DAYS),
      feed: texts.UM_AUDIT_FEED ?? null,
    },
    passwordSignIn: texts.UM_PASSWORD_SIGN_IN !== 'off',
    beacon: texts.UM_BEACON === 'on',
    timeZone: texts.UM_TIME_ZONE ?? 'UTC',
    logLevel: (texts.UM_LOG_LEVEL ?? 'info') as Config['logLevel'],
  };
}

function tokensOf({
  UM_SMTP_TOKEN_URL: url,
  UM_SMTP_CLIENT_ID: clientId,
  UM_SMTP_SCOPE: scope,
}: Texts): Config['mail']['tokens'] {
  return url === undefined || clientId === undefined ? null : { url, clientId, scope: scope ?? null };
}

function noneAsNull(names: readonly string[]): readonly string[] | null {
  return names.length === 0 ? null : names;
}

/** A token, or a username with a password; never both, never half. */
function chooseCredentials({ texts, given }: EnvironmentReading): {
  chosen: Secrets['confluence'] | null;
  faults: string[];
} {
  const token = given.has('UM_CONFLUENCE_TOKEN');
  const username = given.has('UM_CONFLUENCE_USERNAME');
  const password = given.has('UM_CONFLUENCE_PASSWORD');
  const refuse = (sentence: string) => ({ chosen: null, faults: [sentence] });
  const either = 'allowed is UM_CONFLUENCE_TOKEN, or UM_CONFLUENCE_USERNAME with UM_CONFLUENCE_PASSWORD';
  if (token && (username || password)) {
    return refuse(`UM_CONFLUENCE_TOKEN is set beside a username or password; ${either}.`);
  }
  if (!token && !username && !password) return refuse(`UM_CONFLUENCE_TOKEN is not set; ${either}.`);
  if (!token && !username) return refuse(`UM_CONFLUENCE_USERNAME is not set beside the password; ${either}.`);
  if (!token && !password) return refuse(`UM_CONFLUENCE_PASSWORD is not set beside the username; ${either}.`);
  const { UM_CONFLUENCE_TOKEN, UM_CONFLUENCE_USERNAME, UM_CONFLUENCE_PASSWORD } = texts;
  if (UM_CONFLUENCE_TOKEN !== undefined) return { chosen: { kind: 'token', token: UM_CONFLUENCE_TOKEN }, faults: [] };
  if (UM_CONFLUENCE_USERNAME === undefined || UM_CONFLUENCE_PASSWORD === undefined) return { chosen: null, faults: [] };
  const chosen = { kind: 'password', username: UM_CONFLUENCE_USERNAME, password: UM_CONFLUENCE_PASSWORD } as const;
  return { chosen, faults: [] };
}

function missingNames({ texts, given }: EnvironmentReading): string[] {
  const faults: string[] = [];
  if (!given.has('UM_CONFLUENCE_URL')) {
    faults.push('UM_CONFLUENCE_URL is not set; allowed is the address of Confluence with its context path.');
  }
  if (!given.has('UM_SECRET'))
    faults.push('UM_SECRET is not set; allowed is at least 32 characters, best made at random.');
  if (given.has('UM_SMTP_URL') && !given.has('UM_MAIL_FROM')) {
    faults.push('UM_MAIL_FROM is not set beside UM_SMTP_URL; allowed is the address that mails come from.');
  }
  faults.push(...missingForTokens(given, texts));
  if (texts.UM_ADMIN_GROUPS !== undefined && parseNames(texts.UM_ADMIN_GROUPS)?.length === 0) {
    faults.push('UM_ADMIN_GROUPS names no group; allowed is at least one, or nobody could sign in.');
  }
  return faults;
}

/** XOAUTH2 takes all of its parts, and the mailbox as the username of the mail server's address. */
function missingForTokens(given: ReadonlySet<VariableName>, { UM_SMTP_URL: smtpUrl }: Texts): string[] {
  const parts = ['UM_SMTP_TOKEN_URL', 'UM_SMTP_CLIENT_ID', 'UM_SMTP_CLIENT_SECRET'] as const;
  const all = [...parts, 'UM_SMTP_REFRESH_TOKEN', 'UM_SMTP_SCOPE'] as const;
  if (!all.some((name) => given.has(name))) return [];
  const missing = parts.filter((name) => !given.has(name));
  const faults = missing.map((name) => `${name} is not set; allowed is all of ${parts.join(', ')} together, or none.`);
  if (smtpUrl !== undefined && URL.parse(smtpUrl)?.username !== '') return faults;
  return [
    ...faults,
    'UM_SMTP_URL names no mailbox for the token; allowed is smtp://<mailbox>@<host>, with %40 for its @.',
  ];
}

function freezeDeep<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freezeDeep(part);
  return Object.freeze(value);
}
