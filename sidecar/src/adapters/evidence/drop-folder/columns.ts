// Which columns of a table tell the user and the date: as stated, or by headers that common exports bear.
import type { ActivityKind } from '../../../domain/activity.ts';
import { HostFailure } from '../../ports.ts';
import type { TableSettings } from './settings.ts';

export interface DateColumn {
  readonly index: number;
  readonly header: string;
  readonly kind: ActivityKind;
  /** Where the header itself says that its dates are UTC. */
  readonly zone: string | undefined;
}

export interface Columns {
  /** In the order in which their names are tried. */
  readonly users: readonly number[];
  readonly dates: readonly DateColumn[];
}

const userHeaders = [
  ...['userkey', 'username', 'loweruser', 'lowerusername', 'samaccountname', 'loginname', 'login', 'userid', 'uid'],
  ...['userprincipalname', 'upn', 'email', 'emailaddress', 'mail', 'user', 'account', 'accountname'],
];

const dateHeaders: Readonly<Record<string, ActivityKind>> = {
  lastlogin: 'login',
  lastlogintime: 'login',
  lastlogindate: 'login',
  lastlogon: 'login',
  lastlogondate: 'login',
  lastlogontimestamp: 'login',
  lastsignin: 'login',
  lastsignindate: 'login',
  lastsignindatetime: 'login',
  lastsuccessfulsignindatetime: 'login',
  lastsuccessfullogin: 'login',
  successdate: 'login',
  lastauthenticated: 'authentication',
  lastauthenticatedms: 'authentication',
  lastauthentication: 'authentication',
  lasttokenuse: 'token-use',
  lastaccessedat: 'token-use',
  lastcontribution: 'contribution',
  lastedit: 'contribution',
  lastview: 'page-view',
  lastviewdate: 'page-view',
  lastviewed: 'page-view',
  lastseen: 'page-view',
  lastactivity: 'page-view',
  lastactive: 'page-view',
};

/** Finds the columns in the header; throws `evidence_columns_unknown` with the headers there are. */
export function findColumns(header: readonly string[], settings: TableSettings, file: string): Columns {
  const { columns = {}, kind } = settings;
  const folded = header.map(fold);
  const stated = (name: string): number[] => {
    const index = folded.indexOf(fold(name));
    return index < 0 ? [] : [index];
  };
  const users =
    columns.user === undefined
      ? userHeaders.flatMap((known) => stated(known))
      : [columns.user].flat().flatMap((name) => stated(name));
  const dates: DateColumn[] = (
    columns.at === undefined
      ? header.flatMap((_, index) => (dateHeaders[nameOf(header[index])] === undefined ? [] : [index]))
      : stated(columns.at)
  ).map((index) => ({
    index,
    header: header[index] ?? '',
    kind: kind ?? dateHeaders[nameOf(header[index])] ?? 'login',
    zone: /\b(?:UTC|GMT)\b/i.test(header[index] ?? '') ? 'UTC' : undefined,
  }));
  if (users.length > 0 && dates.length > 0) return { users, dates };
  throw new HostFailure('evidence_columns_unknown', { request: `${file}: ${header.join(', ').slice(0, 300)}` });
}

/** A header without the zone it states, folded. */
function nameOf(header: string | undefined): string {
  return fold((header ?? '').replace(/\(?\b(?:UTC|GMT)\b\)?/i, ''));
}

function fold(header: string): string {
  return header.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
