// What is at odds between directories: how often, what it means, and on demand whom it is about.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { DirectoryFaultPageDocument } from '../../../sidecar/src/contract/directories.ts';
import type { SnapshotDocument } from '../../../sidecar/src/contract/snapshots.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';

type Faults = SnapshotDocument['accounts']['faults'];
type Kind = keyof Faults;

const kinds: readonly Kind[] = ['shadowed', 'spelled-differently', 'unsynced', 'no-folded-name', 'shared-folded-name'];

export function DirectoryFaults({ accounts: { known, faults } }: Pick<SnapshotDocument, 'accounts'>) {
  const words = useWords();
  return (
    <>
      <h3>{words.say('faults.title')}</h3>
      {known !== 'complete' && <p class="um-quiet">{words.say(`faults.known.${known}`)}</p>}
      {known !== 'untold' && (
        <ul class="um-plain">
          {kinds.map((kind) => (
            <Fault key={kind} kind={kind} count={faults[kind]} />
          ))}
        </ul>
      )}
    </>
  );
}

function Fault({ kind, count }: { readonly kind: Kind; readonly count: number | null }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <li>
      {words.say(`faults.${kind}`)}: <b>{count === null ? words.say('common.unknown') : words.number(count)}</b>{' '}
      {count !== null && count > 0 && (
        <Button kind="link" expanded={open} onPress={() => setOpen(!open)}>
          {words.say(open ? 'faults.hide' : 'faults.show')}
        </Button>
      )}
      {open && <FaultList kind={kind} />}
    </li>
  );
}

function FaultList({ kind }: { readonly kind: Kind }) {
  const words = useWords();
  const api = useApi();
  const found = useInfiniteQuery({
    queryKey: ['directories', 'faults', kind],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<DirectoryFaultPageDocument>(`/directories/faults${writeQuery({ kind, cursor, limit: 50 })}`, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
  return (
    <Loadable query={found} lines={2}>
      {({ pages }) => (
        <>
          <ul class="um-plain um-wrap">
            {pages
              .flatMap(({ items }) => items)
              .map(({ userKey, username, directory }) => (
                <li key={`${userKey} ${username} ${directory ?? ''}`}>
                  <bdi>{username}</bdi>
                  {directory !== null && (
                    <span class="um-quiet">
                      {' '}
                      (<bdi>{directory}</bdi>)
                    </span>
                  )}
                </li>
              ))}
          </ul>
          {found.hasNextPage && (
            <Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
              {words.say('common.more')}
            </Button>
          )}
        </>
      )}
    </Loadable>
  );
}
