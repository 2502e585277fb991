// How completely the accounts of a site were read, as readings of the snapshot: as a whole, by directory, and by name.
import type { SiteAccounts, ToldAccounts } from '../adapters/ports.ts';
import { foldName, type Instant } from '../domain/user.ts';
import { accountsSource, namesSource, type SnapshotDirectory } from '../store/accounts.ts';
import type { SourceReading } from '../store/snapshots.ts';

export interface ReadingsInput {
  readonly site: SiteAccounts;
  readonly directories: readonly SnapshotDirectory[];
  readonly listTold: boolean;
  readonly complete: boolean;
  readonly readAt: Instant;
}

/** One reading for accounts as a whole, one for each directory, and one for the names only the database tells. */
export function describeReadings({ site, directories, listTold, complete, readAt }: ReadingsInput): SourceReading[] {
  const told = new Map(site.accounts.map((one) => [foldName(one.directory), one]));
  const each = directories.map((directory) => describeDirectory(directory, told.get(foldName(directory.name)), readAt));
  const count = each.reduce((sum, one) => sum + one.count, 0);
  const reason = complete ? null : listTold ? 'directories_unread' : 'directories_untold';
  const whole: SourceReading = {
    source: accountsSource,
    state: complete ? 'complete' : 'partial',
    reason,
    count,
    readAt,
  };
  const database = site.words.find(({ witness }) => witness === 'database');
  if (database === undefined) return [whole, ...each];
  const { failure } = database;
  const names: SourceReading = {
    source: namesSource,
    state: failure === null ? 'complete' : 'failed',
    reason: failure,
    count: site.nameFaults?.length ?? 0,
    readAt,
  };
  return [whole, ...each, names];
}

function describeDirectory(
  { name, accounts }: SnapshotDirectory,
  told: ToldAccounts | undefined,
  readAt: Instant,
): SourceReading {
  const about = { source: `${accountsSource}:${name}`, readAt };
  switch (accounts) {
    case 'complete':
      return { ...about, state: 'complete', reason: null, count: told?.accounts.length ?? 0 };
    case 'failed':
      return { ...about, state: 'failed', reason: told?.failure ?? null, count: 0 };
    case 'no-source':
      return { ...about, state: 'absent', reason: 'directory_without_source', count: 0 };
    case 'unused':
      return { ...about, state: 'absent', reason: 'directory_unused', count: 0 };
  }
}
