// The forms a variable's text may have: one TypeBox schema each, and the functions that turn checked text into values.
import { BlockList, isIP, isIPv6 } from 'node:net';
import Type, { type TSchema } from 'typebox';

const TextSchema = Type.String({ minLength: 1, maxLength: 4096 });

/** Text that passes a check of its own, beyond what JSON Schema can say. */
function textThat(check: (text: string) => boolean): TSchema {
  return Type.Refine(TextSchema, (text) => check(text));
}

export const FilePath = TextSchema;
export const SecretText = Type.String({ minLength: 32, maxLength: 4096 });
/** Confluence takes a secret of at most 255 characters. */
export const WebhookSecretText = Type.String({ minLength: 32, maxLength: 255, pattern: '^[^\\x00-\\x1f\\x7f]+$' });
export const CredentialText = Type.String({ minLength: 1, maxLength: 1024, pattern: '^[^\\x00-\\x1f\\x7f]+$' });
export const TokenText = Type.String({ minLength: 1, maxLength: 1024, pattern: '^[\\x21-\\x7e]+$' });
export const SecretLine = Type.String({ minLength: 1, maxLength: 4096, pattern: '^[^\\x00-\\x1f\\x7f]+$' });
export const Pace = Type.String({ pattern: '^(?:[1-9][0-9]{0,3}|10000)$' });
export const KeptDays = Type.String({ pattern: '^(?:3[0-9]|[4-9][0-9]|[1-9][0-9]{2,4})$' });
export const AuditReceiver = Type.String({
  pattern:
    '^(?:file:/.+|syslog\\+(?:udp|tcp)://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\]):(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))$',
});
export const Yes = Type.Literal('yes');
export const Switch = Type.Union([Type.Literal('on'), Type.Literal('off')]);
export const Day = Type.Refine(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), (day) => isCalendarDay(day));
export const Ceiling = Type.Union([Type.Literal('confluence'), Type.Literal('roles')]);
export const SeenPages = Type.Union([Type.Literal('some'), Type.Literal('all')]);
export const Searches = Type.String({ pattern: '^(?:0|[1-9][0-9]{0,3}|10000)$' });
export const Language = Type.Union([Type.Literal('en'), Type.Literal('de')]);
/** As keys of fields are. */
export const FieldKey = Type.String({ maxLength: 64, pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' });
export const LogLevel = Type.Union(
  (['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const).map((level) => Type.Literal(level)),
);
export const BasePath = Type.String({ maxLength: 200, pattern: '^(?:/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+/?)$' });
export const WebAddress = textThat((text) => isWebAddress(text));
export const Listen = textThat((text) => parseListen(text) !== null);
export const NameList = textThat((text) => parseNames(text) !== null);
export const ProxyList = textThat((text) => parseNames(text)?.every(isProxy) ?? false);
export const TimeZone = textThat(isTimeZone);
export const MailSender = Type.String({
  maxLength: 320,
  pattern: '^(?:[^<>@\\r\\n]+<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)$',
});
export const DatabaseAddress = textThat(
  (text) => sqliteFile(text) !== null || isAddressOf(text, ['postgres:', 'postgresql:']),
);
export const PostgresOrMysqlAddress = textThat((text) => isAddressOf(text, ['postgres:', 'postgresql:', 'mysql:']));
export const MailServerAddress = textThat((text) => isAddressOf(text, ['smtp:', 'smtps:']));

/** A day that the calendar has: a date of the 31st February would quietly become one in March. */
function isCalendarDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

function isAddressOf(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !isAddressOf(text, ['http:', 'https:'])) return false;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

/** An address without its trailing slashes. */
export function trimSlashes(text: string): string {
  return text.replace(/\/+$/, '');
}

/** The file of a `sqlite:` address, or null where it is none. */
export function sqliteFile(text: string): string | null {
  const file = text.startsWith('sqlite:') ? text.slice('sqlite:'.length) : '';
  return file === '' ? null : file;
}

/** Host and port of `host:port` or `[address]:port`, or null where it is neither. Port 0 means any free one. */
export function parseListen(text: string): { host: string; port: number } | null {
  const parts = /^(?:\[([^\]]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text);
  if (parts === null) return null;
  const [, address, name, digits] = parts;
  const port = Number(digits);
  if (port > 65_535 || (address !== undefined && !isIPv6(address))) return null;
  return { host: address ?? name ?? '', port };
}

/** Names divided by commas, or a JSON array of them where a name has a comma itself; null where it is neither. */
export function parseNames(text: string): readonly string[] | null {
  if (!text.trimStart().startsWith('[')) {
    return text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  }
  try {
    const names: unknown = JSON.parse(text);
    const good = Array.isArray(names) && names.every((name) => typeof name === 'string' && name.trim() !== '');
    return good ? (names as string[]) : null;
  } catch {
    return null;
  }
}

function isProxy(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  if (!/^\d{1,3}$/.test(bits)) return false;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return !/^[+-]/.test(text);
  } catch {
    return false;
  }
}
