// Everything that is known of one user, beside the table: activity with its evidence, accounts, groups, seat, why-not.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'preact/compat';
import type { UserDetailDocument } from '../../../sidecar/src/contract/users.ts';
import { ApiFault } from '../api.ts';
import { useApi } from '../console.ts';
import { writeChips } from '../criteria/chips.ts';
import { names } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { sayActivity } from './activity-words.ts';
import { Deeds } from './deeds.tsx';
import { Evidence } from './evidence.tsx';
import { Stages } from './stages.tsx';
import { WhyNot } from './why-not.tsx';

const titles = { user_unsynced: 'drawer.unsynced', user_not_found: 'drawer.notFound' } as const;

export interface UserDrawerProps {
  readonly userKey: string;
  readonly close: () => void;
}

export function UserDrawer({ userKey, close }: UserDrawerProps) {
  const words = useWords();
  const api = useApi();
  const id = useId();
  const node = useRef<HTMLElement>(null);
  const detail = useQuery({
    queryKey: [...names.users, 'one', userKey],
    queryFn: ({ signal }) => api.get<UserDetailDocument>(`/users/${encodeURIComponent(userKey)}`, signal),
  });
  const absence = absenceIn(detail.error);
  useEffect(() => {
    const before = document.activeElement;
    node.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside
      class="um-drawer"
      ref={node}
      tabIndex={-1}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div class="um-drawer-head">
        <h2 id={id}>
          <bdi>{absence === null ? (nameOf(detail.data) ?? '…') : words.say(titles[absence.code])}</bdi>
        </h2>
        <Button kind="subtle" onPress={close} label={words.say('common.close')}>
          <span aria-hidden="true">×</span>
        </Button>
      </div>
      {absence === null ? (
        <Loadable query={detail} lines={8}>
          {(found) => <About found={found} />}
        </Loadable>
      ) : (
        <Notice kind="information">
          <p>{words.find(`fault.${absence.code}`) ?? absence.message}</p>
          <code>{userKey}</code>
        </Notice>
      )}
    </aside>
  );
}

function nameOf(found: UserDetailDocument | undefined): string | null {
  return found === undefined ? null : found.user.displayName || found.user.username;
}

/** That there is nobody to show, which no second try changes; null for every other fault. */
function absenceIn(fault: unknown): { readonly code: keyof typeof titles; readonly message: string } | null {
  if (!(fault instanceof ApiFault)) return null;
  const { code, message } = fault;
  return code === 'user_unsynced' || code === 'user_not_found' ? { code, message } : null;
}

function About({ found }: { readonly found: UserDetailDocument }) {
  const words = useWords();
  const { user, evidence, memberships, seat, accounts } = found;
  const { activity } = user;
  const at = activity.state === 'seen' ? activity.at : null;
  return (
    <>
      <p class="um-drawer-line">
        <bdi>{user.username}</bdi> {user.email !== null && <bdi class="um-quiet">{user.email}</bdi>}{' '}
        <Lozenge tone={user.status === 'active' ? 'success' : 'neutral'}>
          {words.say(`users.status.${user.status}`)}
        </Lozenge>
      </p>
      <h3>{words.say('drawer.activity')}</h3>
      <p>
        {at === null || activity.state !== 'seen' ? (
          sayActivity(words, activity, Date.now())
        ) : (
          <>
            <Instant at={at} /> ({words.say(`activity.kind.${activity.kind}`)})
          </>
        )}
      </p>
      <Evidence evidence={evidence} />
      <h3>{words.say('drawer.seat')}</h3>
      <p>
        {words.say(`users.seat.${seat?.seat ?? 'unknown'}`)}
        {seat?.grants.map(({ group }) => (
          <span key={group}>, {words.say('drawer.seatThrough', { group })}</span>
        ))}
        {seat?.ownGrant === 'yes' && <>, {words.say('drawer.seatOwn')}</>}
      </p>
      <h3>{words.say('drawer.accounts')}</h3>
      <Accounts accounts={accounts} />
      <h3>{words.say('drawer.groups', { count: memberships.length })}</h3>
      <ul class="um-plain um-wrap">
        {memberships.map(({ group, direct }) => (
          <li key={group}>
            <bdi>{group}</bdi>
            {!direct && <span class="um-quiet"> ({words.say('drawer.nested')})</span>}
          </li>
        ))}
      </ul>
      <Stages stages={found.stages} />
      <WhyNot userKey={user.userKey} />
      <Deeds userKey={user.userKey} username={user.username} />
      <dl class="um-pairs">
        <dt>{words.say('drawer.since')}</dt>
        <dd>
          <Instant at={user.firstSeenAt} />
        </dd>
        {user.createdAt !== null && (
          <>
            <dt>{words.say('drawer.created')}</dt>
            <dd>
              <Instant at={user.createdAt} />
            </dd>
          </>
        )}
      </dl>
      <p>
        <a
          class="aui-button um-button"
          href={writeRoute(['bulk'], { q: writeChips([{ kind: 'people', userKeys: [user.userKey] }]) })}
        >
          {words.say('drawer.act')}
        </a>
      </p>
    </>
  );
}

function Accounts({ accounts }: Pick<UserDetailDocument, 'accounts'>) {
  const words = useWords();
  if (accounts.known === 'untold') return <p class="um-quiet">{words.say('drawer.accountsUntold')}</p>;
  return (
    <>
      {accounts.known === 'partly' && <p class="um-quiet">{words.say('drawer.accountsPartly')}</p>}
      <ul class="um-plain">
        {accounts.items.map(({ directory, username, status, standing }) => (
          <li key={`${directory} ${username}`}>
            <bdi>{directory}</bdi>: {words.say(`users.status.${status}`)}{' '}
            <span class="um-quiet">({words.say(`drawer.standing.${standing}`)})</span>
          </li>
        ))}
      </ul>
    </>
  );
}
