// From one plan to another in people: who is new, who is no longer meant, for whom something else would happen.
import type { DiffDocument } from '../../../sidecar/src/contract/simulations.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { useDiff } from './policy-queries.ts';

export interface DiffViewProps {
  readonly left: string;
  readonly right: string;
}

const shownNames = 5;
const kinds = [
  { kind: 'newcomer', count: 'newcomers' },
  { kind: 'leaver', count: 'leavers' },
  { kind: 'changed', count: 'changed' },
] as const;

export function DiffView(ends: DiffViewProps) {
  const words = useWords();
  return (
    <Loadable query={useDiff(ends)} lines={3}>
      {({ counts, items }) => (
        <ul class="um-plain um-tight">
          {kinds.map(({ kind, count }) => (
            <li key={kind}>
              <b>{words.say(`diff.${count}`, { count: counts[count] })}</b>
              <Names items={items.filter((item) => item.kind === kind)} count={counts[count]} />
            </li>
          ))}
          <li class="um-quiet">{words.say('diff.same', { count: counts.same })}</li>
        </ul>
      )}
    </Loadable>
  );
}

function Names({ items, count }: { readonly items: DiffDocument['items']; readonly count: number }) {
  const words = useWords();
  const shown = items.slice(0, shownNames);
  if (shown.length === 0) return null;
  return (
    <span class="um-quiet">
      {': '}
      {shown.map(({ userKey, displayName, username }, index) => (
        <span key={userKey}>
          {index > 0 && ', '}
          <bdi>{displayName || username}</bdi>
        </span>
      ))}
      {count > shown.length && ` ${words.say('diff.more', { count: count - shown.length })}`}
    </span>
  );
}
