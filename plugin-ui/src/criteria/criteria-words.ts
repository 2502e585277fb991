// A whole tree of criteria in words: parts that hold together stand after commas, the others say how they belong together.
import type { CriteriaDocument } from '../../../sidecar/src/contract/criteria.ts';
import type { Words } from '../ui/words/words.ts';
import { sayChip } from './chip-words.ts';
import { chipOf } from './chips-of.ts';

/** One line, such as "not active for 90 days, in group staff". */
export function sayCriteria(words: Words, criteria: CriteriaDocument): string {
  const parts = 'all' in criteria ? criteria.all : [criteria];
  return parts.map((part) => sayPart(words, part)).join(', ');
}

export function sayPart(words: Words, part: CriteriaDocument): string {
  const chip = chipOf(part);
  if (chip !== null) return sayChip(words, chip);
  if ('all' in part) return words.say('criteria.tree.all', { parts: sayAll(words, part.all) });
  if ('any' in part) return words.say('criteria.tree.any', { parts: sayAll(words, part.any) });
  if ('not' in part && 'any' in part.not && chipOf(part.not) === null) {
    return words.say('criteria.tree.none', { parts: sayAll(words, part.not.any) });
  }
  if ('not' in part) return words.say('criteria.tree.not', { part: sayPart(words, part.not) });
  if ('directory' in part) return words.say('criteria.chip.directory', { name: part.directory.join(', ') });
  if ('username' in part) return words.say('criteria.chip.username', { name: part.username.join(', ') });
  if ('emailDomain' in part) return words.say('criteria.chip.domain', { name: part.emailDomain.join(', ') });
  if ('displayName' in part) return words.say('criteria.chip.displayName', { name: part.displayName.join(', ') });
  if ('email' in part) return words.say('criteria.chip.email', { name: part.email.join(', ') });
  return words.say('criteria.chip.other');
}

function sayAll(words: Words, parts: readonly CriteriaDocument[]): string {
  return parts.map((part) => sayPart(words, part)).join('; ');
}
