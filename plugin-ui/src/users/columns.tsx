// The columns of the table of users: what each shows, how wide it is, and by what it can be sorted.
import { type ComponentChild, Fragment } from 'preact';
import { Lozenge } from '../ui/lozenge.tsx';
import type { Key, Words } from '../ui/words/words.ts';
import { exactActivity, sayActivity } from './activity-words.ts';
import type { FoundUser, Sort } from './find-users.ts';

export interface Column {
  readonly id: 'user' | 'directory' | 'groups' | 'activity' | 'status' | 'seat' | 'stage' | 'email' | 'since';
  readonly title: Key;
  readonly width: string;
  readonly sort?: Sort;
  readonly cell: (user: FoundUser, words: Words) => ComponentChild;
}

export const columns: readonly Column[] = [
  {
    id: 'user',
    title: 'users.column.user',
    width: 'minmax(180px, 2.4fr)',
    sort: 'displayName',
    cell: ({ displayName, username, unsynced }, words) => (
      <>
        <bdi class="um-name">{displayName || username}</bdi>{' '}
        {unsynced ? <Lozenge>{words.say('criteria.chip.unsynced')}</Lozenge> : <bdi class="um-quiet">{username}</bdi>}
      </>
    ),
  },
  {
    id: 'email',
    title: 'users.column.email',
    width: 'minmax(150px, 1.6fr)',
    cell: ({ email }, words) => <bdi>{email ?? words.say('common.unknown')}</bdi>,
  },
  {
    id: 'directory',
    title: 'users.column.directory',
    width: 'minmax(110px, 1fr)',
    cell: ({ directory, unsynced }, words) => (
      <bdi>{directory ?? (unsynced ? '–' : words.say('users.noDirectory'))}</bdi>
    ),
  },
  {
    id: 'groups',
    title: 'users.column.groups',
    width: '72px',
    cell: ({ groups }, words) => <span class="um-figures">{words.number(groups)}</span>,
  },
  {
    id: 'activity',
    title: 'users.column.activity',
    width: 'minmax(150px, 1.6fr)',
    sort: 'lastActivity',
    cell: ({ activity }, words) => (
      <span
        title={exactActivity(words, activity) ?? undefined}
        class={activity.state === 'unknown' ? 'um-quiet' : undefined}
      >
        {sayActivity(words, activity, Date.now())}
      </span>
    ),
  },
  {
    id: 'status',
    title: 'users.column.status',
    width: '110px',
    sort: 'status',
    cell: ({ status }, words) => (
      <Lozenge tone={status === 'active' ? 'success' : 'neutral'}>{words.say(`users.status.${status}`)}</Lozenge>
    ),
  },
  {
    id: 'seat',
    title: 'users.column.seat',
    width: '84px',
    cell: ({ seat }, words) => words.say(`users.seat.${seat ?? 'unknown'}`),
  },
  {
    id: 'stage',
    title: 'users.column.stage',
    width: 'minmax(100px, 1fr)',
    cell: ({ stages }, words) =>
      stages.length === 0
        ? '–'
        : stages.map(({ policyId, reached }, at) => (
            <Fragment key={policyId}>
              {at > 0 && ', '}
              <bdi title={policyId}>{reached ?? words.say('users.noStage')}</bdi>
            </Fragment>
          )),
  },
  {
    id: 'since',
    title: 'users.column.since',
    width: 'minmax(110px, 1fr)',
    cell: ({ firstSeenAt }, words) => (
      <span title={words.exact(firstSeenAt)}>{words.relative(firstSeenAt, Date.now())}</span>
    ),
  },
];

export const usualColumns: readonly Column['id'][] = ['user', 'directory', 'groups', 'activity', 'status', 'seat'];
