// The first step: conditions, how many they mean, and some of those who are meant.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FoundUserPage } from '../../../sidecar/src/contract/users.ts';
import { useApi } from '../console.ts';
import { type Chip, treeOf } from '../criteria/chips.ts';
import { CriteriaBar } from '../criteria/criteria-bar.tsx';
import { MatchCount } from '../criteria/match-count.tsx';
import { names } from '../queries.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { ListReports } from './list-reports.tsx';
import { TableSelection } from './table-selection.tsx';

const shownUsers = 8;

export interface SelectStepProps {
  readonly chips: readonly Chip[];
  readonly change: (chips: readonly Chip[]) => void;
  readonly next: string;
}

export function SelectStep({ chips, change, next }: SelectStepProps) {
  const words = useWords();
  return (
    <section class="um-card" aria-label={words.say('bulk.step.select')}>
      <p>{words.say('bulk.selectLead')}</p>
      <CriteriaBar chips={chips} change={change} />
      <TableSelection
        select={(list) => change([...chips.filter((chip) => !isOwnList(chip)), { kind: 'list', name: list }])}
      />
      <ListReports chips={chips} />
      {chips.length === 0 ? (
        <p class="um-quiet">{words.say('bulk.selectNone')}</p>
      ) : (
        <Meant chips={chips} next={next} />
      )}
    </section>
  );
}

/** Another table takes the place of the one before: nobody means both at once. */
function isOwnList(chip: Chip): boolean {
  return chip.kind === 'list' && chip.not === undefined;
}

function Meant({ chips, next }: Pick<SelectStepProps, 'chips' | 'next'>) {
  const words = useWords();
  const api = useApi();
  const criteria = treeOf(chips);
  const found = useQuery({
    queryKey: [...names.users, 'sample', criteria],
    queryFn: ({ signal }) =>
      api.send<FoundUserPage>('POST', '/users/search', { criteria, limit: shownUsers, sort: 'displayName' }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Loadable query={found} lines={4}>
      {({ counts, usersRead, items }) => (
        <>
          {counts !== null && <MatchCount counts={counts} users={usersRead} />}
          {items.length === 0 ? (
            <p>{words.say('bulk.nobody')}</p>
          ) : (
            <>
              <h3>{words.say('bulk.some')}</h3>
              <ul class="um-plain um-wrap">
                {items.map(({ userKey, displayName, username }) => (
                  <li key={userKey}>
                    <bdi>{displayName || username}</bdi>
                  </li>
                ))}
                {(counts?.total ?? 0) > items.length && <li class="um-quiet">…</li>}
              </ul>
              <div class="um-buttons">
                <a class="aui-button aui-button-primary um-button" href={next}>
                  {words.say('bulk.next')}
                </a>
              </div>
            </>
          )}
        </>
      )}
    </Loadable>
  );
}
