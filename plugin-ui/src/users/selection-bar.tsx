// What can be done with the selected users: appears with the first of them and says how many they are.
import { useMay } from '../console.ts';
import { writeChips } from '../criteria/chips.ts';
import type { ActionKind } from '../plans/action-kinds.ts';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';
import type { UserFilter } from './find-users.ts';
import { chipsOf, everybody, nobody, type Selection } from './selection.ts';

/** What is wished for most often; the page of actions has the others. */
const shortcuts = [
  'disable',
  'addToGroups',
  'removeFromGroups',
  'moveToDirectory',
] as const satisfies readonly ActionKind[];

export interface SelectionBarProps {
  readonly count: number;
  /** Who matches. */
  readonly total: number;
  readonly selection: Selection;
  readonly filter: UserFilter;
  readonly select: (selection: Selection) => void;
}

export function SelectionBar({ count, total, selection, filter, select }: SelectionBarProps) {
  const words = useWords();
  const may = useMay('operator');
  if (count === 0 || !may) return null;
  const q = writeChips(chipsOf(selection, filter));
  return (
    <section class="um-selection" aria-label={words.say('users.selected', { count })}>
      <b role="status">{words.say('users.selected', { count })}</b>
      <a class="aui-button aui-button-primary um-button" href={writeRoute(['bulk'], { q })}>
        {words.say('users.act')}
      </a>
      {shortcuts.map((kind) => (
        <a key={kind} class="um-link" href={writeRoute(['bulk'], { q, step: 'action', kind })}>
          {words.say(`users.act.${kind}`)}
        </a>
      ))}
      {selection.kind === 'picked' && count < total && (
        <Button kind="subtle" onPress={() => select(everybody)}>
          {words.say('users.selectAll', { count: total })}
        </Button>
      )}
      <Button kind="subtle" onPress={() => select(nobody)}>
        {words.say('users.clear')}
      </Button>
    </section>
  );
}
