// The head of a table that counts users and says which share of all of them each row is.
import type { ComponentChildren } from 'preact';
import { type Key, useWords } from '../ui/words/words.ts';

export interface ShareHeadProps {
  /** What the rows are. */
  readonly says: Key;
  /** Cells of further columns. */
  readonly children?: ComponentChildren;
}

export function ShareHead({ says, children }: ShareHeadProps) {
  const words = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{words.say(says)}</th>
        <th scope="col" class="um-number">
          {words.say('licences.users')}
        </th>
        <th scope="col" class="um-number">
          {words.say('licences.share')}
        </th>
        {children}
      </tr>
    </thead>
  );
}
