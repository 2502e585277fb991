// Why a run started, in a few words.
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import type { Words } from '../ui/words/words.ts';

export function sayTrigger(words: Words, { trigger }: RunDocument): string {
  switch (trigger.kind) {
    case 'by-hand':
    case 'provision':
      return words.say(`run.trigger.${trigger.kind}`, { name: trigger.by });
    case 'approval':
    case 'undo':
      return words.say(`run.trigger.${trigger.kind}`, { name: trigger.by, run: `${trigger.of}` });
    default:
      return words.say(`run.trigger.${trigger.kind}`);
  }
}
