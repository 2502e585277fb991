// Why a policy means a user or does not, as sentences: the facts that decided, and what stands in the way.
import type { WhyDocument } from '../../../sidecar/src/contract/why.ts';
import { sayReason } from '../plans/run-words.ts';
import { sayStage } from '../plans/stage-words.ts';
import { sayTrace } from '../plans/trace-words.ts';
import type { Words } from '../ui/words/words.ts';

type Why = Pick<WhyDocument, 'verdict' | 'trace' | 'unknown' | 'stage' | 'fate' | 'steps'>;

export function sayAnswer(words: Words, why: Why): string {
  const { verdict, trace, unknown, stage } = why;
  const facts = sayTrace(words, trace);
  if (verdict === 'no') return words.say('why.no', { facts });
  if (verdict === 'unknown') {
    const reasons = unknown.map(({ reason, words: told }) => words.find(`unknown.${reason}`) ?? told);
    return words.say('why.unknown', { reasons: reasons.length === 0 ? facts : reasons.join('; ') });
  }
  const place = stage === null ? '' : sayStage(words, stage);
  return [words.say('why.yes', { facts }), place, sayFate(words, why)].filter((one) => one !== '').join(' ');
}

function sayFate(words: Words, { fate, steps }: Pick<Why, 'fate' | 'steps'>): string {
  if (fate === 'planned') return words.say('why.planned');
  if (fate === 'already') return words.say('why.already');
  const told = steps.map(({ disposition }) => (disposition.kind === 'planned' ? null : sayReason(words, disposition)));
  const reasons = [...new Set(told.filter((reason) => reason !== null))];
  return words.say('why.leftAlone', { reasons: reasons.join('; ') });
}
