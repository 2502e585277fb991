// Every variable the environment may hold: its form, what applies without it, and what is allowed, in words.
import type { TSchema } from 'typebox';
import * as form from './text-forms.ts';

export interface Variable {
  readonly schema: TSchema;
  /** Ends the sentence "allowed is …". */
  readonly allowed: string;
  /** Text that applies where the variable is not set; null where nothing does. */
  readonly fallback: string | null;
  /** A secret is never shown and may also come from a file named by `<name>_FILE`. */
  readonly secret: boolean;
}

type Traits = Partial<Pick<Variable, 'fallback' | 'secret'>>;

function variable(schema: TSchema, allowed: string, traits: Traits = {}): Variable {
  return { schema, allowed, fallback: null, secret: false, ...traits };
}

const webAddress = 'an http:// or https:// address without username, password, query or fragment';
const names = 'a list of names divided by commas, or a JSON array of names';
const secret = { secret: true };

export const variables = {
  UM_CONFLUENCE_URL: variable(form.WebAddress, webAddress),
  UM_CONFLUENCE_TOKEN: variable(form.TokenText, 'a personal access token: printable characters without spaces', secret),
  UM_CONFLUENCE_TOKEN_EXPIRES: variable(form.Day, 'a date such as 2027-01-31'),
  UM_CONFLUENCE_USERNAME: variable(form.CredentialText, 'a username of at most 1024 characters on one line'),
  UM_CONFLUENCE_PASSWORD: variable(form.CredentialText, 'a password of at most 1024 characters on one line', secret),
  UM_CONFLUENCE_DATABASE_URL: variable(form.PostgresOrMysqlAddress, 'a postgres:// or mysql:// address', secret),
  UM_CONFLUENCE_DATABASE_TIME_ZONE: variable(form.TimeZone, 'an IANA time zone such as Europe/Berlin'),
  UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE: variable(form.Yes, 'yes, or nothing'),
  UM_DIRECTORIES_FILE: variable(form.FilePath, 'a YAML or JSON file'),
  UM_DATABASE_URL: variable(form.DatabaseAddress, 'sqlite:<file> or postgres://<user>:<password>@<host>/<database>', {
    fallback: 'sqlite:data/user-management.db',
    secret: true,
  }),
  UM_LISTEN: variable(form.Listen, '<host>:<port> with a port from 0 (any free one) to 65535', {
    fallback: '127.0.0.1:8390',
  }),
  UM_BASE_PATH: variable(
    form.BasePath,
    '/ for the root, or a path that starts with / and consists of letters, digits and . _ ~ -',
    { fallback: '/user-management' },
  ),
  UM_TRUSTED_PROXIES: variable(form.ProxyList, 'IP addresses and CIDR ranges divided by commas'),
  UM_SECRET: variable(form.SecretText, 'at least 32 characters, best made at random', secret),
  UM_WEBHOOK_SECRET: variable(form.WebhookSecretText, '32 to 255 characters on one line, best made at random', secret),
  UM_SMTP_URL: variable(form.MailServerAddress, 'an smtp:// or smtps:// address', secret),
  UM_SMTP_TOKEN_URL: variable(form.WebAddress, webAddress),
  UM_SMTP_CLIENT_ID: variable(form.CredentialText, 'the id of a client, at most 1024 characters on one line'),
  UM_SMTP_CLIENT_SECRET: variable(form.CredentialText, 'a secret of at most 1024 characters on one line', secret),
  UM_SMTP_REFRESH_TOKEN: variable(form.SecretLine, 'a token of at most 4096 characters on one line', secret),
  UM_SMTP_SCOPE: variable(form.CredentialText, 'scopes divided by spaces'),
  UM_MAILS_PER_MINUTE: variable(form.Pace, 'a whole number from 1 to 10000'),
  UM_MAIL_FROM: variable(form.MailSender, 'an address such as um@example.org or User management <um@example.org>'),
  UM_ADMIN_GROUPS: variable(form.NameList, names, { fallback: 'confluence-administrators' }),
  UM_OPERATOR_GROUPS: variable(form.NameList, names),
  UM_AUDITOR_GROUPS: variable(form.NameList, names),
  UM_HELPDESK_GROUPS: variable(form.NameList, names),
  UM_RIGHTS_CEILING: variable(form.Ceiling, 'confluence or roles', { fallback: 'confluence' }),
  UM_RESTRICTED_PAGES_SEEN: variable(form.SeenPages, 'some or all', { fallback: 'some' }),
  UM_RESTRICTED_PAGES_SEARCHES: variable(form.Searches, 'a whole number from 0 to 10000', { fallback: '200' }),
  UM_LICENCE_GROUPS: variable(form.NameList, names),
  UM_PUBLIC_URL: variable(form.WebAddress, webAddress),
  UM_TEMPLATES_DIR: variable(form.FilePath, 'a folder'),
  UM_REPORTS_DIR: variable(form.FilePath, 'a folder'),
  UM_MAIL_LANGUAGE: variable(form.Language, 'en or de', { fallback: 'en' }),
  UM_MAIL_LANGUAGE_FIELD: variable(
    form.FieldKey,
    'the key of an own field: lower case letters and digits, hyphens between them',
  ),
  UM_POLICIES_DIR: variable(form.FilePath, 'a folder'),
  UM_EVIDENCE_DIR: variable(form.FilePath, 'a folder'),
  UM_AUDIT_DIR: variable(form.FilePath, 'a folder'),
  UM_AUDIT_FEED: variable(
    form.AuditReceiver,
    'file:/<absolute path>, syslog+udp://<host>:<port> or syslog+tcp://<host>:<port>',
  ),
  UM_AUDIT_DAYS: variable(form.KeptDays, 'a whole number from 30 to 99999'),
  UM_PASSWORD_SIGN_IN: variable(form.Switch, 'on or off', { fallback: 'on' }),
  UM_BEACON: variable(form.Switch, 'on or off', { fallback: 'off' }),
  UM_TIME_ZONE: variable(form.TimeZone, 'an IANA time zone such as Europe/Berlin', { fallback: 'UTC' }),
  UM_LOG_LEVEL: variable(form.LogLevel, 'trace, debug, info, warn, error, fatal or silent', { fallback: 'info' }),
} as const satisfies Readonly<Record<string, Variable>>;

/** Variables of the command line alone: they name a person, so the sidecar never reads them. */
export const personalNames: readonly string[] = ['UM_PERSONAL_TOKEN', 'UM_PERSONAL_TOKEN_FILE'];

export type VariableName = keyof typeof variables;

export const variableNames = Object.keys(variables) as VariableName[];

/** The name of the variable that names a file with the secret; null for a variable that is no secret. */
export function fileNameOf(name: VariableName): string | null {
  return variables[name].secret ? `${name}_FILE` : null;
}
