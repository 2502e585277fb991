// What can be done with the selected users: appears with the first of them and says how many they are.
import { useMay } from '../console.ts';
import { writeChips } from '../criteria/chips.ts';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';
import type { UserFilter } from './find-users.ts';
import { chipsOf, type Selection } from './selection.ts';

export interface SelectionBarProps {
  readonly count: number;
  readonly selection: Selection;
  readonly filter: UserFilter;
  readonly clear: () => void;
}

export function SelectionBar({ count, selection, filter, clear }: SelectionBarProps) {
  const words = useWords();
  const may = useMay('operator');
  if (count === 0 || !may) return null;
  return (
    <section class="um-selection" aria-label={words.say('users.selected', { count })}>
      <b role="status">{words.say('users.selected', { count })}</b>
      <a
        class="aui-button aui-button-primary um-button"
        href={writeRoute(['bulk'], { q: writeChips(chipsOf(selection, filter)) })}
      >
        {words.say('users.act')}
      </a>
      <Button kind="subtle" onPress={clear}>
        {words.say('users.clear')}
      </Button>
    </section>
  );
}
