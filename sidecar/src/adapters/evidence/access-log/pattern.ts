// The pattern of Tomcat's access log, as server.xml states it, compiled to a reader of lines.
// Confluence's own since 7.11: https://confluence.atlassian.com/spaces/CONF88/pages/1354500679/Configure+access+logs
import { HostFailure } from '../../ports.ts';

export const defaultPattern = '%t %{X-AUSERNAME}o %I %h %r %s %Dms %b %{Referer}i %{User-Agent}i';

export interface LoggedRequest {
  readonly atMs: number;
  /** As logged; null for nobody. */
  readonly username: string | null;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
}

const parts: Readonly<Record<string, string>> = {
  t: '\\[(?<at>\\d{2}/[A-Za-z]{3}/\\d{4}:\\d{2}:\\d{2}:\\d{2} [+-]\\d{4})\\]',
  r: '(?:\\S+ (?<path>[^ ?]*)\\S*(?: HTTP/[\\d.]+)?|-)',
  U: '(?<path>\\S+)',
  s: '(?<status>\\d{3})',
  u: '(?<user>.+?)',
  b: '[\\d-]+',
  D: '\\d+',
  T: '[\\d.]+',
};
const userHeader = /^x-ausername$/i;
const token = /%(?:\{([^}]+)\})?([a-zA-Z])/g;

/** Compiles a pattern; throws `evidence_settings_invalid` where it tells no instant, user, path or status. */
export function compilePattern(pattern: string): (line: string) => LoggedRequest | null {
  const told = new Set<string>();
  const pieces: string[] = [];
  let end = 0;
  for (const match of pattern.matchAll(token)) {
    const [whole, header, letter = ''] = match;
    const key = header === undefined ? letter : letter === 'o' && userHeader.test(header) ? 'u' : '';
    const last = match.index + whole.length === pattern.length;
    const piece = parts[key] ?? (last ? '.*' : header === undefined ? '\\S+' : '.*?');
    pieces.push(escapePattern(pattern.slice(end, match.index)), nameOnce(piece, told));
    end = match.index + whole.length;
  }
  pieces.push(escapePattern(pattern.slice(end)));
  const missing = ['at', 'user', 'path', 'status'].filter((part) => !told.has(part));
  if (missing.length > 0) {
    const request = `evidence.yaml: the pattern ${pattern} tells no ${missing.join(', ')}`;
    throw new HostFailure('evidence_settings_invalid', { request });
  }
  const whole = new RegExp(`^${pieces.join('')}$`);
  return (line) => readGroups(whole.exec(line)?.groups);
}

/** A part that a pattern names twice is read where it stands first. */
function nameOnce(piece: string, told: Set<string>): string {
  return piece.replaceAll(/\(\?<(\w+)>/g, (group, name: string) => {
    if (told.has(name)) return '(?:';
    told.add(name);
    return group;
  });
}

function readGroups(groups: Readonly<Record<string, string | undefined>> | undefined): LoggedRequest | null {
  if (groups?.at === undefined) return null;
  const atMs = readTime(groups.at);
  if (Number.isNaN(atMs)) return null;
  const user = groups.user ?? '-';
  const username = user === '-' || user === 'anonymous' ? null : decode(user);
  return { atMs, username, path: groups.path ?? '', status: Number(groups.status) };
}

/** Confluence writes names into the header as they stand in an address. */
function decode(user: string): string {
  if (!user.includes('%')) return user;
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** `22/Nov/2026:18:47:58 +0000` */
function readTime(text: string): number {
  const month = text.slice(3, 6);
  const offset = `${text.slice(21, 24)}:${text.slice(24, 26)}`;
  return Date.parse(
    `${text.slice(7, 11)}-${monthNumbers[month] ?? ''}-${text.slice(0, 2)}T${text.slice(12, 20)}${offset}`,
  );
}

const monthNumbers: Readonly<Record<string, string>> = {
  ...{ Jan: '01', Feb: '02', Mar: '03', Apr: '04', May: '05', Jun: '06' },
  ...{ Jul: '07', Aug: '08', Sep: '09', Oct: '10', Nov: '11', Dec: '12' },
};

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
