// What each chip says, in words that read on from chip to chip.
import type { Key, Words } from '../ui/words/words.ts';
import type { Chip } from './chips.ts';
import { sayField } from './field-chip.ts';

const named = {
  group: ['criteria.chip.group', 'criteria.chip.notGroup'],
  directory: ['criteria.chip.directory', 'criteria.chip.notDirectory'],
  username: ['criteria.chip.username', 'criteria.chip.notUsername'],
  displayName: ['criteria.chip.displayName', 'criteria.chip.notDisplayName'],
  email: ['criteria.chip.email', 'criteria.chip.notEmail'],
  domain: ['criteria.chip.domain', 'criteria.chip.notDomain'],
  list: ['criteria.chip.list', 'criteria.chip.notList'],
} as const satisfies Readonly<Record<string, readonly [Key, Key]>>;

export function sayChip(words: Words, chip: Chip): string {
  switch (chip.kind) {
    case 'idle':
    case 'inactive':
    case 'never':
    case 'once':
    case 'disabledFor':
      return words.say(`criteria.chip.${chip.kind}`, { count: chip.days });
    case 'status':
      return words.say(`criteria.chip.${chip.status}`);
    case 'seat':
      return words.say(chip.holds ? 'criteria.chip.seat' : 'criteria.chip.noSeat');
    case 'unsynced':
      return words.say(chip.gone ? 'criteria.chip.unsynced' : 'criteria.chip.synced');
    case 'text':
      return words.say('criteria.chip.text', { name: chip.name });
    case 'field':
      return chip.not
        ? words.say('criteria.tree.not', { part: sayField(words, chip.field) })
        : sayField(words, chip.field);
    case 'people':
      return words.say(chip.not ? 'criteria.chip.notPeople' : 'criteria.chip.people', { count: chip.userKeys.length });
    default:
      return words.say(named[chip.kind][chip.not ? 1 : 0], { name: chip.name });
  }
}
