// The names a group field offers, each with how many users are in it.
import { useWords } from '../ui/words/words.ts';
import { useGroupNames } from './group-names.ts';

export interface GroupOptionsProps {
  readonly id: string;
  /** What has been typed so far. */
  readonly typed: string;
  readonly wanted?: boolean;
}

export function GroupOptions({ id, typed, wanted = true }: GroupOptionsProps) {
  const words = useWords();
  return (
    <datalist id={id}>
      {useGroupNames(typed.trim(), wanted).map(({ name, members }) => (
        <option key={name} value={name} label={words.say('criteria.members', { count: members })} />
      ))}
    </datalist>
  );
}
