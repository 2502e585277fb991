// Where somebody stands on a policy's timeline, as one line: what is reached, and what comes next.
import type { EntryStageDocument } from '../../../sidecar/src/contract/stages.ts';
import type { Words } from '../ui/words/words.ts';

export function sayStage(words: Words, { reached, next }: Pick<EntryStageDocument, 'reached' | 'next'>): string {
  const said = [
    reached === null ? null : words.say('drawer.stageReached', { stage: reached.stage, when: words.date(reached.at) }),
    sayNext(words, next),
  ];
  return said.filter((one) => one !== null).join(' ');
}

function sayNext(words: Words, { kind, stage, dueAt }: EntryStageDocument['next']): string | null {
  if (kind === 'held') return words.say('drawer.stageHeld');
  if (kind === 'ended') return words.say('drawer.stageEnded');
  if (stage === null) return null;
  if (kind === 'due') return words.say('drawer.stageDue', { stage });
  return dueAt === null ? null : words.say('drawer.stageNext', { stage, when: words.date(dueAt) });
}
